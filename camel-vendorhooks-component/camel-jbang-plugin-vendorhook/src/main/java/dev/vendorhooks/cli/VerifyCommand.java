package dev.vendorhooks.cli;

import dev.vendorhooks.camel.Vendors;
import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.doctor.Finding;
import dev.vendorhooks.doctor.SignatureDoctor;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.SecretUse;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a request as an endpoint does. */
@Command(name = "verify", description = "Say whether an endpoint accepts a request, or why not", sortOptions = false)
final class VerifyCommand extends VendorCommand {

    static final String DEFAULT_TOLERANCE = "5m";

    @Parameters(index = "0", paramLabel = "<vendor>", description = "The vendor, see vendorhook vendors")
    private String vendor;

    @Parameters(
            index = "1",
            paramLabel = "<file>",
            description = "The body, byte for byte as received; - for standard input")
    private String file;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "<header>",
            description = "A header of the request as 'Name: value'; may be repeated")
    private final List<String> headers = new ArrayList<>();

    @Mixin
    private SecretOptions secretOptions;

    @Option(
            names = "--now",
            paramLabel = "<time>",
            description = "When the request is judged, such as 2026-06-05T18:17:25Z; else now")
    private String now;

    @Option(
            names = "--tolerance",
            paramLabel = "<duration>",
            defaultValue = DEFAULT_TOLERANCE,
            description = "How far a signed time may lie from then; 0 accepts any. Default: ${DEFAULT-VALUE}")
    private String tolerance;

    VerifyCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main, surroundings);
    }

    @Override
    int run(CamelContext vendors) {
        Vendor sender = vendor(vendors, vendor);
        Instant judged = time("--now", now);
        Secrets secrets = new Secrets();
        secrets.replace(secrets(secretOptions, sender), Duration.ZERO, judged);
        Duration window = tolerance();
        WebhookRequest request = new WebhookRequest(headers(), read(file));
        Receiver receiver = new Receiver(
                vendor,
                sender,
                secrets,
                window,
                EventFilter.of(null),
                Optional.empty(),
                Clock.fixed(judged, ZoneOffset.UTC));
        Reception reception = receiver.receive(request);
        if (reception instanceof Reception.Accepted accepted) {
            printer().println("accepted");
            print("secret", Optional.of(position(secrets.uses())));
            print(accepted.delivery());
            return 0;
        }
        Reception.Refused refused = (Reception.Refused) reception;
        printer().println("refused: " + refused.reason());
        print("why", Optional.of(refused.reason().explanation()));
        refused.delivery().ifPresent(this::print);
        SignatureDoctor doctor = new SignatureDoctor(sender, secrets, window, Map::of, () -> schemes(vendors));
        print(refused.reason(), doctor.examine(request, refused.reason(), judged));
        return 1;
    }

    private Map<String, SignatureScheme> schemes(CamelContext vendors) {
        return Vendors.names(vendors).stream()
                .collect(Collectors.toMap(
                        Function.identity(), name -> vendor(vendors, name).signatures()));
    }

    private static String position(List<SecretUse> uses) {
        int position = 1;
        while (uses.get(position - 1).uses() == 0) {
            position++;
        }
        return position + " of " + uses.size();
    }

    private void print(Delivery delivery) {
        print("event type", Optional.of(delivery.type()));
        print("event id", delivery.id());
        print("event time", delivery.eventTime());
        print("signed time", delivery.signedTime());
    }

    private void print(Refusal reason, Optional<Finding> finding) {
        print("cause", finding.map(Finding::cause));
        print("finding", finding.map(Finding::observation));
        print("fix", finding.map(Finding::cause).map(Cause::fix));
        if (finding.isEmpty() && reason == Refusal.MISMATCH) {
            printer().println("cause: none of the known ones explains this signature");
        }
    }

    /** Prints what there is as text that cannot steer the terminal. */
    private void print(String name, Optional<?> value) {
        value.ifPresent(present -> printer().println(name + ": " + PrintableText.of(present.toString())));
    }

    private Headers headers() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw usage("A --header is not written as 'Name: value'");
            }
            values.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return Headers.of(values);
    }

    private Duration tolerance() {
        // Camel reads a text that does not start with a digit as 0, which would accept any time
        if (tolerance.matches("\\d.*")) {
            try {
                return Duration.ofMillis(TimeUtils.toMilliSeconds(tolerance));
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw usage("--tolerance is no duration. Write 5m, 30s or 0");
    }
}
