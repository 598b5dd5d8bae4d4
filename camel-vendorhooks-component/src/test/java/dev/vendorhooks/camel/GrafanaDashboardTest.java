package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana and the table of meters, compared with what Prometheus scrapes after real traffic. */
class GrafanaDashboardTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\bvendorhook_\\w+");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(vendorhook_\\w+)\\{(.*)} \\S+$");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(vendorhook\\.[\\w.]+)`");

    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The labels of each metric of the scrape. */
    private static final Map<String, Set<String>> SCRAPED = new HashMap<>();

    private static WebhookServer server;
    private static JsonNode dashboard;

    @BeforeAll
    static void scrapeAfterTraffic() throws Exception {
        dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("grafana/vendorhook.json").toFile());
        server = new WebhookServer();
        server.context().getRegistry().bind("metricsRegistry", REGISTRY);
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:kaedim?secret=" + SECRET).process(server::keep);
            }
        });
        server.context()
                .createFluentProducerTemplate()
                .to("vendorhook:kaedim?secret=" + SECRET + "&url=" + server.uri("/webhooks/kaedim"))
                .withBody("{}")
                .request();
        assertThat(server.received()).hasSize(1);
        SAMPLE.matcher(REGISTRY.scrape())
                .results()
                .forEach(sample -> SCRAPED.put(
                        sample.group(1), found(SELECTED, sample.group(2)).collect(toSet())));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void showsWhatIsScrapedAndNothingElse() {
        assertThat(targets())
                .isNotEmpty()
                .allSatisfy(target -> assertScraped(
                        target.path("expr").asText(),
                        found(SHOWN, target.path("legendFormat").asText())));
    }

    @Test
    void offersTheVendorsAndPathsThatAreScraped() {
        assertThat(queries()).hasSize(2).allSatisfy(query -> assertScraped(query, Stream.of("vendor")));
        assertThat(SCRAPED.get("vendorhook_received_total")).contains("path");
    }

    private static void assertScraped(String query, Stream<String> shown) {
        Set<String> labels = Stream.of(
                        shown,
                        found(SELECTED, query),
                        found(GROUPED, query).flatMap(names -> Arrays.stream(names.split(",\\s*"))))
                .flatMap(names -> names)
                .filter(name -> !name.equals("__name__"))
                .collect(toSet());
        Set<String> metrics =
                METRIC.matcher(query).results().map(MatchResult::group).collect(toSet());
        assertThat(metrics).as(query).isNotEmpty();
        assertThat(SCRAPED).containsKeys(metrics.toArray(String[]::new));
        assertThat(metrics)
                .allSatisfy(metric -> assertThat(SCRAPED.get(metric)).as(metric).containsAll(labels));
    }

    @Test
    void leavesNoMeterOut() {
        Set<String> shown = targets()
                .flatMap(target ->
                        METRIC.matcher(target.path("expr").asText()).results().map(MatchResult::group))
                .map(metric -> metric.replaceFirst("_(total|bucket|sum|count|max)$", ""))
                .collect(toSet());

        assertThat(meters().map(id -> id.getConventionName(REGISTRY.config().namingConvention())))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(shown).contains(name));
    }

    @Test
    void isDescribedMeterByMeter() throws Exception {
        String page = Files.readString(DOCS.resolve("monitoring.md"));

        assertThat(found(DOCUMENTED, page))
                .containsExactlyInAnyOrderElementsOf(
                        meters().map(Meter.Id::getName).collect(toCollection(TreeSet::new)));
    }

    private static Stream<Meter.Id> meters() {
        return REGISTRY.getMeters().stream().map(Meter::getId).filter(id -> id.getName()
                .startsWith("vendorhook."));
    }

    private static Stream<JsonNode> targets() {
        return elements(dashboard.path("panels")).flatMap(panel -> elements(panel.path("targets")));
    }

    private static Stream<String> queries() {
        return elements(dashboard.at("/templating/list"))
                .map(variable -> variable.at("/query/query").asText())
                .filter(query -> !query.isEmpty());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
