package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.cli.Cli.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers a route of the component over real HTTP. */
class TriggerCommandTest {

    private final Cli cli = new Cli().with("VENDORHOOK_SECRET", "s3cret");

    @ParameterizedTest
    @CsvSource({
        "glossi, model.processed",
        "generic, user.created",
        "kaedim, generation.completed",
        "makini, assets.created",
        "vntana, asset.added"
    })
    void sendsWhatTheVendorsEndpointAccepts(String vendor, String type) throws Exception {
        try (Receiver receiver = new Receiver(vendor, "s3cret")) {
            Result result = trigger(vendor, type, receiver.url("/webhooks/" + vendor));
            assertThat(result.lines().get(0)).startsWith("1 of 1: 200");
            assertThat(result.lines()).last().isEqualTo("accepted: 1 of 1");
            assertThat(result.exitCode()).isZero();
            assertThat(receiver.received(VendorhookConstants.EVENT_TYPE)).containsExactly(type);
        }
    }

    @Test
    void sendsNewEventsEachTimeAndNamesThem() throws Exception {
        try (Receiver receiver = new Receiver("generic", "s3cret")) {
            Result result = trigger("generic", "user.created", receiver.url("/webhooks/generic"), "--times", "3");
            List<String> ids = receiver.received(VendorhookConstants.EVENT_ID);
            assertThat(ids).hasSize(3).doesNotHaveDuplicates();
            assertThat(result.lines())
                    .containsExactly(
                            "1 of 3: 200, event " + ids.get(0),
                            "2 of 3: 200, event " + ids.get(1),
                            "3 of 3: 200, event " + ids.get(2),
                            "accepted: 3 of 3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "glossi, model.processed, body",
        "glossi, model.processed, signature",
        "glossi, model.processed, secret",
        "kaedim, generation.completed, body",
        "kaedim, generation.completed, SIGNATURE",
        "kaedim, generation.completed, time",
        "kaedim, generation.completed, secret",
        "vntana, asset.added, signature",
        "vntana, asset.added, time",
    })
    void findsThatTheReceiverRefusesWhatIsTamperedWith(String vendor, String type, String tamper) throws Exception {
        try (Receiver receiver = new Receiver(vendor, "s3cret")) {
            String url = receiver.url("/webhooks/" + vendor);
            Result result = trigger(vendor, type, url, "--times=2", "--tamper", tamper);
            assertThat(result.lines()).last().isEqualTo("refused: 2 of 2");
            assertThat(result.exitCode()).isZero();
            assertThat(receiver.received(VendorhookConstants.EVENT_TYPE)).isEmpty();
        }
    }

    @Test
    void failsWhenTheReceiverRefuses() throws Exception {
        try (Receiver receiver = new Receiver("glossi", "another")) {
            Result result = trigger("glossi", "model.processed", receiver.url("/webhooks/glossi"), "--times=2");
            assertThat(result.lines().get(0)).startsWith("1 of 2: 401");
            assertThat(result.lines()).last().isEqualTo("accepted: 0 of 2");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void failsWhenTheReceiverAcceptsWhatIsTamperedWith() throws Exception {
        // what is stale for others is accepted where the window is off
        try (Receiver receiver = new Receiver("kaedim", "s3cret&timestampTolerance=0")) {
            Result result =
                    trigger("kaedim", "generation.completed", receiver.url("/webhooks/kaedim"), "--tamper=time");
            assertThat(result.lines().get(0)).startsWith("1 of 1: 200");
            assertThat(result.lines()).last().isEqualTo("refused: 0 of 1");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    /** So that a mistake in the URL makes no smoke test green. */
    @Test
    void failsWhenWhatIsTamperedWithGoesWhereNoReceiverIs() throws Exception {
        try (Receiver receiver = new Receiver("glossi", "s3cret")) {
            Result result = trigger("glossi", "model.processed", receiver.url("/webhooks/glosi"), "--tamper=body");
            assertThat(result.lines().get(0)).startsWith("1 of 1: 404");
            assertThat(result.lines()).last().isEqualTo("refused: 0 of 1");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void stopsWhereNobodyAnswers() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Result result = trigger("glossi", "model.processed", "http://127.0.0.1:" + port + "/key/k3y", "--times=9");
        assertThat(result.lines()).containsExactly("1 of 9: no answer from 127.0.0.1:" + port + " (connect)");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101"})
    void boundsHowOftenItSends(String times) {
        Result result = trigger("glossi", "model.processed", "http://localhost", "--times=" + times);
        assertThat(result.err()).startsWith("--times is not between 1 and 100.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, is neither http nor https",
        "localhost:8080/x, is neither http nor https",
        "http://user:pass@localhost/, has user-info",
        "http://{{host}}/x, has an unresolved {{placeholder}}"
    })
    void refusesAnythingButAnHttpUrl(String url, String reason) {
        Result result = trigger("glossi", "model.processed", url);
        assertThat(result.err()).startsWith("--to cannot be used: The target URL " + reason + ".");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesToTamperWithATimeThatIsNotSigned() {
        Result result = trigger("glossi", "model.processed", "http://localhost", "--tamper=time");
        assertThat(result.err()).startsWith("--tamper time has no effect, as glossi signs no time.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void namesTheKnownTypesBeforeAnythingIsSent() throws Exception {
        Result result = trigger("glossi", "model.eaten", "http://127.0.0.1:1/");
        assertThat(result.err()).startsWith("There is no sample of such a type of glossi. There are [job.complete,");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private Result trigger(String vendor, String type, String url, String... options) {
        String[] args = {"vendorhook", "trigger", vendor, type, "--to", url};
        String[] all = java.util.Arrays.copyOf(args, args.length + options.length);
        System.arraycopy(options, 0, all, args.length, options.length);
        return cli.run(all);
    }
}
