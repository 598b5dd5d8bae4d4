package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.camel.Acknowledge;
import dev.vendorhooks.camel.Deregister;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConfiguration;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.MemoryJournal;
import dev.vendorhooks.register.MemorySecretStore;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.send.DeliveryLog;
import dev.vendorhooks.send.MemoryDeliveryLog;
import java.io.IOException;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OptionsTest {

    private static final String PREFIX = "camel.component.vendorhook.";
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final IdempotentRepository REPOSITORY = MemoryIdempotentRepository.memoryIdempotentRepository();
    private static final TransactedPolicy TRANSACTION = new TransactedPolicy() {
        @Override
        public void beforeWrap(Route route, NamedNode definition) {}

        @Override
        public Processor wrap(Route route, Processor processor) {
            return processor;
        }
    };
    private static final SSLContextParameters TLS = new SSLContextParameters();
    private static final SecretStore SECRETS = new MemorySecretStore();
    private static final DeliveryLog DELIVERIES = new MemoryDeliveryLog();
    private static final Journal JOURNAL = new MemoryJournal();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, VendorhookComponentAutoConfiguration.class))
            .withBean("fixed", Clock.class, () -> CLOCK)
            .withBean("shared", IdempotentRepository.class, () -> REPOSITORY)
            .withBean("required", TransactedPolicy.class, () -> TRANSACTION)
            .withBean("tls", SSLContextParameters.class, () -> TLS)
            .withBean("secrets", SecretStore.class, () -> SECRETS)
            .withBean("deliveries", DeliveryLog.class, () -> DELIVERIES)
            .withBean("kept", Journal.class, () -> JOURNAL)
            .withBean("strict", VendorhookConfiguration.class, OptionsTest::strict);

    @Test
    void describesEveryOptionOfTheComponent() throws IOException {
        Map<String, Option> expected = new TreeMap<>();
        json("META-INF/dev/vendorhooks/camel/vendorhook.json")
                .get("componentProperties")
                .properties()
                .forEach(option -> expected.put(kebab(option.getKey()), Option.ofComponent(option.getValue())));
        // the one that is another here
        expected.put("use-streaming", new Option("java.lang.Boolean", "true"));
        // what all components have on Spring Boot
        expected.put("enabled", new Option("java.lang.Boolean", "true"));
        expected.put("customizer.enabled", new Option("java.lang.Boolean", ""));

        // what no other runtime needs, as its engine hands over bodies otherwise
        expected.put("camel.vendorhook.body-timeout", new Option("java.time.Duration", "30s"));

        Map<String, Option> described = new TreeMap<>();
        for (JsonNode property :
                json("META-INF/spring-configuration-metadata.json").get("properties")) {
            described.put(property.get("name").asText().replace(PREFIX, ""), Option.ofSpring(property));
        }

        assertThat(described).isEqualTo(expected);
    }

    @Test
    void explainsEveryOption() throws IOException {
        assertThat(json("META-INF/spring-configuration-metadata.json").get("properties"))
                .filteredOn(property -> !property.get("name").asText().endsWith("customizer.enabled"))
                .allSatisfy(property ->
                        assertThat(property.path("description").asText()).endsWith("."));
    }

    @Test
    void proposesTheValuesOfOptionsThatHaveFew() throws IOException {
        Map<String, List<String>> proposed = new TreeMap<>();
        for (JsonNode hint : json("META-INF/spring-configuration-metadata.json").get("hints")) {
            proposed.put(
                    hint.get("name").asText().substring(PREFIX.length()),
                    hint.get("values").findValuesAsText("value"));
        }

        assertThat(proposed)
                .containsOnly(
                        Map.entry("acknowledge", texts(Acknowledge.values())),
                        Map.entry("deregister", texts(Deregister.values())),
                        Map.entry("operation", List.copyOf(operations().keySet())));
    }

    @Test
    void saysWhichVendorsHaveAnOperation() throws IOException {
        Map<String, String> said = new TreeMap<>();
        for (JsonNode hint : json("META-INF/spring-configuration-metadata.json").get("hints")) {
            if (hint.get("name").asText().equals(PREFIX + "operation")) {
                hint.get("values")
                        .forEach(value -> said.put(
                                value.get("value").asText(),
                                value.get("description").asText()));
            }
        }

        assertThat(said).isEqualTo(operations());
    }

    private static List<String> texts(Enum<?>... values) {
        return Stream.of(values)
                .map(value ->
                        value.name().equals("ON_STOP") ? "onStop" : value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Each with its vendors, as the component's own description lists them. */
    private static Map<String, String> operations() throws IOException {
        String description = json("META-INF/dev/vendorhooks/camel/vendorhook.json")
                .at("/componentProperties/operation/description")
                .asText();
        Map<String, List<String>> vendors = new TreeMap<>();
        Matcher vendor = Pattern.compile("(\\w+): ([\\w, ]+)\\.").matcher(description);
        while (vendor.find()) {
            for (String operation : vendor.group(2).split(", ")) {
                vendors.computeIfAbsent(operation, name -> new ArrayList<>()).add(vendor.group(1));
            }
        }
        Map<String, String> operations = new TreeMap<>();
        vendors.forEach((operation, names) -> operations.put(operation, String.join(", ", names) + "."));
        return operations;
    }

    @Test
    void setsEveryOption() {
        withComponent(
                component -> {
                    VendorhookConfiguration options = component.getConfiguration();
                    assertThat(options.getSecret()).isEqualTo("whsec_a+b/c== r%2Bs");
                    assertThat(options.getPath()).isEqualTo("/hooks");
                    assertThat(options.getTimestampTolerance()).isEqualTo(90_000);
                    assertThat(options.getMaxBodySize()).isEqualTo(99);
                    assertThat(options.getEvents()).isEqualTo("model.*,job.failed");
                    assertThat(options.getHeaders()).isEqualTo("X-Trace");
                    assertThat(options.getAcknowledge()).isEqualTo(Acknowledge.RECEIVED);
                    assertThat(options.isIdempotent()).isFalse();
                    assertThat(options.getIdempotentRepository()).isSameAs(REPOSITORY);
                    assertThat(options.getTransactedPolicy()).isSameAs(TRANSACTION);
                    assertThat(options.getUrl()).isEqualTo("https://example.org/hook");
                    assertThat(options.getAllowedUrls()).isEqualTo("*.example.org:*");
                    assertThat(options.isAllowPrivateTargets()).isTrue();
                    assertThat(options.getIdHeader()).isEqualTo("Delivery-Id");
                    assertThat(options.getRetryableStatus()).isEqualTo("409,500-599");
                    assertThat(options.getMaxRetryAfter()).isEqualTo(7_200_000);
                    assertThat(options.getConnectTimeout()).isEqualTo(1_500);
                    assertThat(options.getResponseTimeout()).isEqualTo(60_000);
                    assertThat(options.getMaxConnections()).isEqualTo(9);
                    assertThat(options.getMaxConnectionsPerHost()).isEqualTo(3);
                    assertThat(options.getSslContextParameters()).isSameAs(TLS);
                    assertThat(options.getProxy()).isEqualTo("proxy.example.org:3128");
                    assertThat(options.getResponseExcerpt()).isEqualTo(512);
                    assertThat(options.getDeliveryLog()).isSameAs(DELIVERIES);
                    assertThat(options.getJournal()).isSameAs(JOURNAL);
                    assertThat(options.isDiagnose()).isFalse();
                    assertThat(component.isInspectorEnabled()).isTrue();
                    assertThat(component.getInspectorHost()).isEqualTo("127.0.0.1");
                    assertThat(component.getInspectorPort()).isZero();
                    assertThat(component.getInspectorUser()).isEqualTo("operator");
                    assertThat(component.getUserPassword()).isEqualTo("open+sesame");
                    assertThat(options.getMaxWait()).isEqualTo(2_000);
                    assertThat(options.getRotationOverlap()).isEqualTo(3_600_000);
                    assertThat(options.isAutoRegister()).isTrue();
                    assertThat(options.getPublicUrl()).isEqualTo("https://hooks.example.org");
                    assertThat(options.isReplace()).isTrue();
                    assertThat(options.getDeregister()).isEqualTo(Deregister.ON_STOP);
                    assertThat(options.getSecretStore()).isSameAs(SECRETS);
                    assertThat(options.getSecretStoreDirectory()).isEqualTo("/var/lib/secrets");
                    assertThat(options.getApiUrl()).isEqualTo("https://api.example.org");
                    assertThat(options.getApiKey()).isEqualTo("key+1");
                    assertThat(options.getEmail()).isEqualTo("ops@example.org");
                    assertThat(options.getPassword()).isEqualTo("pass%word");
                    assertThat(options.getOrganizationUuid()).isEqualTo("o-1");
                    assertThat(options.getClientUuid()).isEqualTo("c-1");
                    assertThat(options.getDeveloperId()).isEqualTo("d-1");
                    assertThat(options.getOperation()).isEqualTo("getWebhook");
                    assertThat(component.getClock()).isSameAs(CLOCK);
                    assertThat(component.isUseGlobalSslContextParameters()).isTrue();
                    assertThat(component.isLazyStartProducer()).isTrue();
                    assertThat(component.isUseStreaming()).isFalse();
                    assertThat(component.isBridgeErrorHandler()).isTrue();
                    assertThat(component.isAutowiredEnabled()).isFalse();
                },
                "secret=whsec_a+b/c== r%2Bs",
                "path=/hooks",
                "timestamp-tolerance=90s",
                "max-body-size=99",
                "events=model.*,job.failed",
                "headers=X-Trace",
                "acknowledge=received",
                "idempotent=false",
                "idempotent-repository=#bean:shared",
                "transacted-policy=#bean:required",
                "url=https://example.org/hook",
                "allowed-urls=*.example.org:*",
                "allow-private-targets=true",
                "id-header=Delivery-Id",
                "retryable-status=409,500-599",
                "max-retry-after=2h",
                "connect-timeout=1500ms",
                "response-timeout=PT1M",
                "max-connections=9",
                "max-connections-per-host=3",
                "ssl-context-parameters=#bean:tls",
                "proxy=proxy.example.org:3128",
                "response-excerpt=512",
                "delivery-log=#bean:deliveries",
                "journal=#bean:kept",
                "diagnose=false",
                "inspector-enabled=true",
                "inspector-host=127.0.0.1",
                "inspector-port=0",
                "inspector-user=operator",
                "user-password=open+sesame",
                "max-wait=2s",
                "rotation-overlap=1h",
                "auto-register=true",
                "public-url=https://hooks.example.org",
                "replace=true",
                "deregister=onStop",
                "secret-store=#bean:secrets",
                "secret-store-directory=/var/lib/secrets",
                "api-url=https://api.example.org",
                "api-key=key+1",
                "email=ops@example.org",
                "password=pass%word",
                "organization-uuid=o-1",
                "client-uuid=c-1",
                "developer-id=d-1",
                "operation=getWebhook",
                "use-global-ssl-context-parameters=true",
                "lazy-start-producer=true",
                "clock=#fixed",
                "use-streaming=false",
                "bridge-error-handler=true",
                "autowired-enabled=false");
    }

    @Test
    void keepsAJournalInMemory() {
        withComponent(
                component ->
                        assertThat(component.getConfiguration().getJournal()).isInstanceOf(MemoryJournal.class),
                "journal=memory");
    }

    @Test
    void leavesTheDefaultsToTheComponentButForStreaming() {
        withComponent(component -> {
            assertThat(component.isUseStreaming()).isTrue();
            assertThat(component.getConfiguration())
                    .usingRecursiveComparison()
                    .isEqualTo(new VendorhookConfiguration());
        });
    }

    @Test
    void startsFromAConfigurationBeanAndLeavesItAsItIs() {
        runner.withPropertyValues(PREFIX + "configuration=#bean:strict", PREFIX + "max-body-size=99")
                .run(context -> {
                    VendorhookConfiguration options = context.getBean(CamelContext.class)
                            .getComponent("vendorhook", VendorhookComponent.class)
                            .getConfiguration();
                    assertThat(options.getTimestampTolerance()).isEqualTo(1_000);
                    assertThat(options.getMaxBodySize()).isEqualTo(99);
                    assertThat(context.getBean(VendorhookConfiguration.class))
                            .usingRecursiveComparison()
                            .isEqualTo(strict());
                });
    }

    @Test
    void failsToStartWhereABeanIsNotNamedAsOne() {
        runner.withPropertyValues(PREFIX + "clock=fixed").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage("'fixed' does not name a bean of type java.time.Clock. Write #bean:name."));
    }

    @Test
    void leavesTheComponentAloneWhenDisabled() {
        withComponent(component -> assertThat(component.isUseStreaming()).isFalse(), "enabled=false");
        withComponent(component -> assertThat(component.isUseStreaming()).isFalse(), "customizer.enabled=false");
    }

    private void withComponent(Consumer<VendorhookComponent> assertions, String... options) {
        String[] properties = new String[options.length];
        for (int i = 0; i < options.length; i++) {
            properties[i] = PREFIX + options[i];
        }
        runner.withPropertyValues(properties)
                .run(context -> assertions.accept(
                        context.getBean(CamelContext.class).getComponent("vendorhook", VendorhookComponent.class)));
    }

    private static VendorhookConfiguration strict() {
        VendorhookConfiguration configuration = new VendorhookConfiguration();
        configuration.setTimestampTolerance(1_000);
        return configuration;
    }

    /** The file of that name that speaks of this component. */
    private static JsonNode json(String resource) throws IOException {
        for (URL url : Collections.list(OptionsTest.class.getClassLoader().getResources(resource))) {
            JsonNode json = new ObjectMapper().readTree(url);
            if (json.toString().contains("dev.vendorhooks")) {
                return json;
            }
        }
        throw new IllegalStateException("There is no " + resource);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase();
    }

    /** An option as text, with the default as it is written; empty where there is none. */
    record Option(String type, String defaultValue) {

        static Option ofComponent(JsonNode option) {
            String type =
                    switch (option.get("type").asText()) {
                        case "boolean" -> "java.lang.Boolean";
                        case "integer" -> "java.lang.Integer";
                        case "duration" -> "java.time.Duration";
                        default -> option.get("javaType").asText();
                    };
            return new Option(type, option.path("defaultValue").asText());
        }

        static Option ofSpring(JsonNode property) {
            return new Option(
                    property.get("type").asText(), property.path("defaultValue").asText());
        }
    }
}
