package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.cli.Cli.Result;
import org.junit.jupiter.api.Test;

/** The commands that need no secret. */
class VendorsTest {

    private final Cli cli = new Cli();

    @Test
    void listsVendorsWithTheirSignatures() {
        Result result = cli.run("vendorhook", "vendors");
        assertThat(result.lines())
                .extracting(line -> line.strip().replaceAll(" {2,}", " | "))
                .containsExactly(
                        "VENDOR | HEADERS | SIGNED | TIME WINDOW | TYPES",
                        "generic | X-Webhook-Signature | {body} | none | 9",
                        "glossi | X-Glossi-Signature | {body} | none | 7",
                        "kaedim | kaedim-signature | {timestamp}{body} | 5m | 30",
                        "makini | X-Webhook-Signature | {body} | none | 26",
                        "standard | webhook-id, webhook-signature, webhook-timestamp | {id}.{timestamp}.{body} | 5m | 0",
                        "vntana | X-TIMESTAMP, X-VNTANA-SIGNATURE | {timestamp}#{body} | 5m | 59");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void listsTheTypesOfAVendor() {
        assertThat(cli.run("vendorhook", "vendors", "glossi").lines())
                .containsExactly(
                        "job.complete",
                        "job.failed",
                        "model.failed",
                        "model.processed",
                        "project.created",
                        "render.complete",
                        "render.failed");
    }

    @Test
    void namesTheVendorsThereAre() {
        Result result = cli.run("vendorhook", "vendors", "glosi");
        assertThat(result.err())
                .startsWith("There is no such vendor. There are [generic, glossi, kaedim, makini, standard, vntana].");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void printsASampleWithNewIdsOfTheTimeGiven() throws Exception {
        JsonNode first = sample("--time=2025-01-15T10:30:00Z");
        JsonNode second = sample();
        assertThat(first.get("type").asText()).isEqualTo("user.created");
        assertThat(first.get("created_at").asText()).isEqualTo("2025-01-15T10:30:00.000Z");
        assertThat(second.get("created_at").asText()).isEqualTo("2026-06-05T18:17:25.000Z");
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
    }

    private JsonNode sample(String... options) throws Exception {
        String[] args = new String[4 + options.length];
        System.arraycopy(new String[] {"vendorhook", "sample", "generic", "user.created"}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        return new ObjectMapper().readTree(cli.run(args).out());
    }

    @Test
    void namesTheTypesThereAre() {
        Result result = cli.run("vendorhook", "sample", "glossi", "model.eaten");
        assertThat(result.err())
                .startsWith("There is no sample of such a type of glossi."
                        + " There are [job.complete, job.failed, model.failed, model.processed, project.created,"
                        + " render.complete, render.failed].");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void showsItsCommandsWhenCalledAlone() {
        Result result = cli.run("vendorhook");
        assertThat(result.out()).contains("vendors", "sample", "sign", "verify", "trigger");
        assertThat(result.exitCode()).isZero();
    }
}
