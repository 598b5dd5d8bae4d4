package dev.vendorhooks.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Response;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends signed samples as the vendor would, one after the other. */
@Command(name = "trigger", description = "Send signed samples to a receiver", sortOptions = false)
final class TriggerCommand extends VendorCommand {

    private static final int MOST_TIMES = 100;
    private static final HttpSettings HTTP = new HttpSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(30), 1, 1, Optional.empty(), Optional.empty(), false);

    @Parameters(index = "0", paramLabel = "<vendor>", description = "The vendor, see vendorhook vendors")
    private String vendor;

    @Parameters(index = "1", paramLabel = "<type>", description = "The type of event, see vendorhook vendors <vendor>")
    private String type;

    @Option(names = "--to", paramLabel = "<url>", required = true, description = "The receiver's http or https URL")
    private String url;

    @Mixin
    private SecretOptions secretOptions;

    @Option(
            names = "--times",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "How many to send, each with new ids, 1 to " + MOST_TIMES + ". Default: ${DEFAULT-VALUE}")
    private int times;

    @Option(
            names = "--tamper",
            paramLabel = "<what>",
            description = "Spoil what is sent, so that the receiver has to refuse it: ${COMPLETION-CANDIDATES}")
    private Tamper tamper;

    TriggerCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main, surroundings);
    }

    @Override
    int run(CamelContext vendors) throws Exception {
        Vendor sender = vendor(vendors, vendor);
        if (times < 1 || times > MOST_TIMES) {
            throw usage("--times is not between 1 and " + MOST_TIMES);
        }
        if (tamper == Tamper.TIME && !signs(sender, "{timestamp}")) {
            throw usage("--tamper time has no effect, as " + vendor + " signs no time. Tamper with something else");
        }
        Target target = target();
        Secret secret = secrets(secretOptions, sender).get(0);
        int asExpected = 0;
        try (WebhookClient client = new WebhookClient(HTTP)) {
            for (int i = 1; i <= times; i++) {
                Optional<Integer> status = send(sender, secret, target, client, i + " of " + times + ": ");
                if (status.isEmpty()) {
                    // nobody is there: the others would only wait
                    return 1;
                }
                asExpected += isExpected(status.get()) ? 1 : 0;
            }
        }
        printer().println((tamper == null ? "accepted: " : "refused: ") + asExpected + " of " + times);
        return asExpected == times ? 0 : 1;
    }

    /** The status of the answer to one delivery; empty if there was none. */
    private Optional<Integer> send(Vendor sender, Secret secret, Target target, WebhookClient client, String line)
            throws InterruptedException {
        Instant now = surroundings.clock().instant();
        byte[] body = sample(vendor, sender, type, now).getBytes(UTF_8);
        String id = surroundings.ids().get();
        Map<String, String> headers = tamper == null
                ? sender.signatures().sign(body, id, now, secret)
                : tamper.sign(sender.signatures(), body, id, now, secret);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        client.request("POST", target, headers, Optional.of(body), 0, (response, error) -> {
            if (response != null) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(error);
            }
        });
        try {
            int status = answer.get().status();
            printer().println(line + status + eventId(sender, headers, body));
            return Optional.of(status);
        } catch (ExecutionException e) {
            // without its message, which may quote what was sent
            String kind = ErrorKind.of(e.getCause()).name().toLowerCase(Locale.ROOT);
            printer().println(line + "no answer from " + target.host() + " (" + kind + ")");
            return Optional.empty();
        }
    }

    private boolean isExpected(int status) {
        // a wrong path or method is refused with other 4xx, whatever the signature
        return tamper == null ? status / 100 == 2 : status == 401 || status == 403;
    }

    private String eventId(Vendor sender, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> values = new HashMap<>();
        headers.forEach((name, value) -> values.put(name, List.of(value)));
        return sender.describe(vendor, new WebhookRequest(Headers.of(values), body))
                .flatMap(delivery -> delivery.id())
                .map(eventId -> ", event " + PrintableText.of(eventId))
                .orElse("");
    }

    private Target target() {
        try {
            return Target.of(url);
        } catch (IllegalArgumentException e) {
            throw usage("--to cannot be used: " + e.getMessage());
        }
    }
}
