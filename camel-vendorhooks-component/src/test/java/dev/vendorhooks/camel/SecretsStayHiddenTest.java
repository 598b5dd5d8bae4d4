package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import dev.vendorhooks.vendor.DeclaredVendor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/**
 * What an application with everything switched on shows to operators, callers and other programs, while it receives,
 * refuses, sends, fails and registers, holds none of its secrets in any form. Others do show them, which docs/security.md
 * tells; they are listed here, and no more and no fewer may show them.
 */
class SecretsStayHiddenTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    /** Whatever a URI or a file makes of the middle, what is left can be found. */
    private static final String SECRET = Canary.WORD + "\"/+&endpoints%" + Canary.WORD;

    private static final String FORMER = Canary.WORD + "\"/+&former%" + Canary.WORD;
    private static final String PASSWORD = Canary.WORD + "\"/+&inspector%" + Canary.WORD;
    private static final String KEY = Canary.WORD + " is a key of bytes";
    private static final String KEY_IN_BASE64 = Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8));

    /** Camel and Apache HttpClient, wherever the secrets come from. */
    private static final List<String> KNOWN = List.of(
            // prints routes with their placeholders resolved
            "bean context, dumpRoutesAsXml",
            "bean routes, dumpRouteAsXml",
            "console route-dump JSON",
            "console route-dump TEXT",
            "console route-structure JSON",
            "console route-structure TEXT",
            // prints the endpoint's URI, and masks it in TEXT only
            "console endpoint JSON",
            // print the endpoint's URI or all its options while it is made and exported
            "logger org.apache.camel.impl.engine.AbstractCamelContext at TRACE",
            "logger org.apache.camel.support.DefaultComponent at TRACE",
            "logger org.apache.camel.support.EndpointHelper at TRACE",
            "logger org.apache.camel.support.management.MixinRequiredModelMBean at TRACE",
            // print what is sent to the vendor's API
            "logger org.apache.hc.client5.http.headers at DEBUG",
            "logger org.apache.hc.client5.http.wire at DEBUG");

    private static final List<String> KNOWN_OF_PROPERTIES = List.of(
            // masks by the property's name, and that in TEXT only
            "console properties JSON",
            // print what they resolve
            "logger org.apache.camel.component.properties.DefaultPropertiesLookup at TRACE",
            "logger org.apache.camel.component.properties.DefaultPropertiesParser at DEBUG",
            "logger org.apache.camel.component.properties.PropertiesComponent at TRACE",
            "logger org.apache.camel.impl.engine.DefaultCamelContextExtension at DEBUG");

    private static final List<String> KNOWN_OF_URIS = List.of(
            // print routes as they are written
            "bean context, dumpRoutesCoverageAsXml",
            "bean processors, dumpProcessorAsXml",
            "logger org.apache.camel.impl.engine.AbstractCamelContext at DEBUG",
            "logger org.apache.camel.impl.PreconditionHelper at TRACE");

    /** What the hex dump of a log has in one line. */
    private static final Pattern HEX_DUMP = Pattern.compile("(?m)(?: [0-9a-f]{2})+$");

    private final VirtualClock clock = new VirtualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, StringBuilder> shown = new TreeMap<>();
    private final Everything log = new Everything();
    private final Set<String> threads = new ConcurrentSkipListSet<>();
    private WebhookServer server;

    @BeforeEach
    void prepare() throws Exception {
        VNTANA.wireMock().stubFor(post("/in").willReturn(ok()));
        log.open();
        server = new WebhookServer();
        CamelContext context = server.context();
        context.getRegistry().bind("meters", meters);
        context.getRegistry().bind("acme", acme());
        context.getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new DefaultHealthCheckRegistry(context));
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.setMessageHistory(true);
        VendorhookComponent component = context.getComponent("vendorhook", VendorhookComponent.class);
        component.setClock(clock);
        component.setInspectorEnabled(true);
        component.setInspectorPort(0);
        component.setInspectorUser("operator");
        component.setUserPassword(PASSWORD);
    }

    private static DeclaredVendor acme() {
        DeclaredVendor acme = new DeclaredVendor();
        acme.setSignatureHeader("Acme-Signature");
        acme.setSecretFormat(KeyFormat.BASE64);
        return acme;
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void hidesSecretsThatPropertiesFill() throws Exception {
        PropertiesComponent properties = server.context().getPropertiesComponent();
        properties.addInitialProperty("receiving.secret", SECRET + " " + FORMER);
        properties.addInitialProperty("sending.secret", SECRET);
        properties.addInitialProperty("vntana.api-key", VNTANA.apiKey());
        properties.addInitialProperty("acme.secret", KEY_IN_BASE64);

        start("RAW({{receiving.secret}})", "RAW({{sending.secret}})", "{{vntana.api-key}}", "{{acme.secret}}");
        drive();

        assertShownBy(KNOWN, KNOWN_OF_PROPERTIES);
    }

    @Test
    void hidesSecretsThatUrisHold() throws Exception {
        start("RAW(" + SECRET + " " + FORMER + ")", "RAW(" + SECRET + ")", VNTANA.apiKey(), KEY_IN_BASE64);
        drive();

        assertShownBy(KNOWN, KNOWN_OF_URIS);
    }

    private void start(String receiving, String sending, String apiKey, String declared) throws Exception {
        PluginHelper.getRoutesLoader(server.context())
                .loadRoutes(ResourceHelper.fromString(
                        "acme.yaml",
                        """
                        - route:
                            id: acme
                            from:
                              uri: vendorhook:acme
                              parameters:
                                secret: "%s"
                              steps:
                                - log: "${body}"
                        """
                                .formatted(declared)));
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (VendorSignature vendor : VendorSignature.values()) {
                    from("vendorhook:" + name(vendor) + "?journal=memory&headers=User-Agent&secret=" + receiving)
                            .routeId(name(vendor))
                            .process(exchange -> work(exchange))
                            .to("log:received?showAll=true&multiline=true");
                    from("direct:" + name(vendor))
                            .routeId("send-" + name(vendor))
                            .to("vendorhook:" + name(vendor) + "?journal=memory&allowPrivateTargets=true&secret="
                                    + sending + "&url=http://127.0.0.1:"
                                    + VNTANA.wireMock().port() + "/in");
                }
                from("vendorhook:vntana?path=/registered&autoRegister=true&journal=memory&publicUrl="
                                + RegisteringEndpoint.PUBLIC_URL + "&apiUrl=" + VNTANA.apiUrl()
                                + "&organizationUuid=" + VNTANA.organizationUuid()
                                + "&email=ops@example.com&apiKey=" + apiKey)
                        .routeId("registered")
                        .process(exchange -> work(exchange));
                from("direct:list")
                        .to("vendorhook:vntana?operation=listWebhooks&apiUrl=" + VNTANA.apiUrl()
                                + "&organizationUuid=" + VNTANA.organizationUuid()
                                + "&email=ops@example.com&apiKey=" + apiKey);
                from("direct:nowhere")
                        .routeId("send-nowhere")
                        .to("vendorhook:generic?connectTimeout=2s&secret=" + sending + "&url=http://127.0.0.1:1/");
            }
        });
    }

    private void work(Exchange exchange) {
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
        if (exchange.getMessage().getBody(String.class).contains("fail-in-the-route")) {
            throw new IllegalStateException("the route fails");
        }
    }

    // ---- what happens

    private void drive() throws Exception {
        for (VendorSignature vendor : VendorSignature.values()) {
            byte[] event = Samples.sample(
                            vendor, Samples.types(vendor).iterator().next())
                    .getBytes(UTF_8);
            String path = "/webhooks/" + name(vendor);
            answer(path, event, vendor.headers(SECRET, event, clock.instant()), 200);
            answer(path, event, vendor.headers(FORMER, event, clock.instant()), 200);
            answer(path, event, vendor.headers("guessed", event, clock.instant()), 401);
            answer(
                    path,
                    (new String(event, UTF_8) + "\n").getBytes(UTF_8),
                    vendor.headers(SECRET, event, clock.instant()),
                    401);
            answer(path, event, Map.of(), 401);
            byte[] malformed = "{\"event\":".getBytes(UTF_8);
            answer(path, malformed, vendor.headers(SECRET, malformed, clock.instant()), 400);
            send(
                    "direct:" + name(vendor),
                    Samples.sample(vendor, Samples.types(vendor).iterator().next()));
            send("direct:" + name(vendor), "no JSON");
        }
        byte[] stale = Samples.vntana("product.added").getBytes(UTF_8);
        answer(
                "/webhooks/vntana",
                stale,
                VendorSignature.VNTANA.headers(SECRET, stale, clock.instant().minus(Duration.ofHours(1))),
                401);
        byte[] failing = "{\"id\":\"fail-in-the-route\",\"type\":\"user.created\",\"data\":{}}".getBytes(UTF_8);
        answer("/webhooks/generic", failing, VendorSignature.GENERIC.headers(SECRET, failing, clock.instant()), 500);
        send("direct:list", "");
        send("direct:nowhere", Samples.generic("user.created"));
        byte[] registered = Samples.vntana("product.added").getBytes(UTF_8);
        answer(
                "/registered",
                registered,
                VendorSignature.VNTANA.headers(VNTANA.webhook().secret(), registered, clock.instant()),
                200);
        byte[] declared = "{\"order\":1}".getBytes(UTF_8);
        answer("/webhooks/acme", declared, Map.of("Acme-Signature", Signer.hex(KEY, "", declared)), 200);
        answer("/webhooks/acme", declared, Map.of("Acme-Signature", Signer.hex("guessed", "", declared)), 401);
        await().until(() -> shownFindings() > 0);
    }

    private long shownFindings() {
        return server.context().getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof VendorhookConsumer)
                .mapToLong(route -> ((VendorhookConsumer) route.getConsumer())
                        .getFindings().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .sum();
    }

    private void answer(String path, byte[] body, Map<String, String> headers, int status) throws Exception {
        String[] pairs = headers.entrySet().stream()
                .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
                .toArray(String[]::new);
        HttpResponse<String> answer = server.post(path, body, pairs);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        show("answer", answer.headers().map() + answer.body());
    }

    private void send(String route, String body) {
        Exchange sent = server.context()
                .createFluentProducerTemplate()
                .to(route)
                .withBody(body)
                .request(Exchange.class);
        Exception failure = sent.getException();
        show("exchange", sent.getMessage().getHeaders() + "" + sent.getAllProperties());
        if (failure != null) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            show("exception", text.toString());
        }
    }

    // ---- what is shown

    /** Names who shows a secret and in which form. */
    private void assertShownBy(List<String> known, List<String> knownHere) throws Exception {
        lookAtBeans();
        lookAtConsoles();
        lookAtHealth();
        lookAtInspector();
        lookAtMeters();
        show("threads", String.join("\n", threads));
        server.close();
        log.lines.forEach(line -> show(line[0], line[1]));
        Canary canary = new Canary(List.of(Canary.WORD));
        Map<String, String> forms = new TreeMap<>();
        shown.forEach((who, text) -> canary.formIn(text + dumped(text)).ifPresent(form -> forms.put(who, form)));

        assertThat(forms.keySet())
                .as("who shows a secret, and in which form: %s", forms)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(known.stream(), knownHere.stream()).toList());
    }

    private static String dumped(CharSequence text) {
        return HEX_DUMP.matcher(text)
                .results()
                .map(line -> line.group().replace(" ", ""))
                .collect(Collectors.joining());
    }

    private void show(String who, String text) {
        shown.computeIfAbsent(who, first -> new StringBuilder()).append(text).append('\n');
    }

    private void lookAtMeters() {
        meters.getMeters()
                .forEach(meter -> show("meter", meter.getId() + meter.getId().getDescription()));
    }

    private void lookAtBeans() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(
                new ObjectName("org.apache.camel:context=" + server.context().getManagementName() + ",*"), null)) {
            String bean = "bean " + name.getKeyProperty("type");
            show(bean, name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                for (Attribute read : beans.getAttributes(name, new String[] {attribute.getName()})
                        .asList()) {
                    show(bean + ", attribute " + attribute.getName(), text(read.getValue()));
                }
            }
            for (MBeanOperationInfo operation : beans.getMBeanInfo(name).getOperations()) {
                if (operation.getName().matches("(dump|browse|list|show|json|get|find|explain).*")
                        && Arrays.stream(operation.getSignature())
                                .allMatch(parameter -> parameter.getType().equals("boolean"))) {
                    Object[] arguments = new Object[operation.getSignature().length];
                    Arrays.fill(arguments, true);
                    String[] types = new String[arguments.length];
                    Arrays.fill(types, "boolean");
                    show(bean + ", " + operation.getName(), answer(beans, name, operation, arguments, types));
                }
            }
        }
    }

    /** What fails is shown too. */
    private static String answer(
            MBeanServer beans, ObjectName name, MBeanOperationInfo operation, Object[] arguments, String[] types)
            throws JMException {
        try {
            return text(beans.invoke(name, operation.getName(), arguments, types));
        } catch (MBeanException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }

    private void lookAtConsoles() {
        DevConsoleRegistry consoles =
                server.context().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        consoles.loadDevConsoles();
        consoles.stream().forEach(console -> {
            for (MediaType type : MediaType.values()) {
                if (console.supportMediaType(type)) {
                    show("console " + console.getId() + " " + type, String.valueOf(console.call(type)));
                }
            }
        });
    }

    private void lookAtHealth() {
        for (HealthCheck.Result result : HealthCheckHelper.invoke(server.context(), "full")) {
            show(
                    "health " + result.getCheck().getId(),
                    "" + result.getMessage() + result.getDetails() + result.getError());
        }
    }

    private void lookAtInspector() throws Exception {
        VendorhookComponent component = server.context().getComponent("vendorhook", VendorhookComponent.class);
        URI inspector =
                URI.create("http://localhost:" + component.inspectorPort().getAsInt());
        show("inspector", page(inspector, "/"));
        String list = page(inspector, "/api/deliveries");
        show("inspector", list);
        for (JsonNode entry : new ObjectMapper().readTree(list)) {
            String id = entry.path("id").asText();
            show("inspector", page(inspector, "/api/deliveries/" + id));
        }
    }

    private static String page(URI inspector, String path) throws Exception {
        String login = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(UTF_8));
        HttpResponse<String> answer =
                WebhookServer.send(HttpRequest.newBuilder(inspector.resolve(path)), "Authorization", "Basic " + login);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String name(VendorSignature vendor) {
        return vendor.name().toLowerCase(Locale.ROOT);
    }

    /** All that is logged at any level, with what goes with it, and by whom. */
    private static final class Everything extends AppenderBase<ILoggingEvent> {

        private final Queue<String[]> lines = new ConcurrentLinkedQueue<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private Level before;

        void open() {
            before = root.getLevel();
            Iterator<Appender<ILoggingEvent>> others = root.iteratorForAppenders();
            others.forEachRemaining(other -> {
                ThresholdFilter filter = new ThresholdFilter();
                filter.setLevel("INFO");
                filter.start();
                other.addFilter(filter);
            });
            root.setLevel(Level.TRACE);
            start();
            root.addAppender(this);
        }

        void close() {
            root.detachAppender(this);
            root.setLevel(before);
            root.iteratorForAppenders().forEachRemaining(other -> other.clearAllFilters());
        }

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder text = new StringBuilder(event.getThreadName())
                    .append(event.getMDCPropertyMap())
                    .append(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            lines.add(new String[] {"logger " + event.getLoggerName() + " at " + event.getLevel(), text.toString()});
        }
    }
}
