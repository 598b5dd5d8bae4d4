package dev.vendorhooks.examples.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.vendorhooks.examples.durable.Outbox.Row;
import dev.vendorhooks.examples.durable.Receiver.Answer;
import dev.vendorhooks.examples.durable.Receiver.Request;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final Outbox outbox = new Outbox();
    private final Main sender = DurableSender.application();
    private final CountDownLatch never = new CountDownLatch(1);
    private final List<CamelEvent> events = new CopyOnWriteArrayList<>();
    private Receiver receiver;

    @BeforeEach
    void prepare() throws Exception {
        sender.bind("events", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                events.add(event);
            }
        });
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        never.countDown();
        stop(sender);
        receiver.close();
    }

    /** With the connections, which end with the process otherwise. */
    private static void stop(Main application) {
        HikariDataSource database =
                application.getCamelContext().getRegistry().findSingleByType(HikariDataSource.class);
        application.stop();
        database.close();
    }

    @Test
    void deliversAnEventOnceWithItsBytesAsReceived() throws Exception {
        start();

        assertThat(post("m-1")).isEqualTo(200);

        Row row = awaitState("delivered");
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.lastError()).isNull();
        assertThat(receiver.requests()).containsExactly(new Request(row.id(), Glossi.event("m-1"), 1));
    }

    @Test
    void answersTheVendorOnlyAfterTheEventIsStored() throws Exception {
        start();
        outbox.execute("alter table outbox rename to away");

        assertThat(post("m-1")).isEqualTo(500);

        outbox.execute("alter table away rename to outbox");
        assertThat(post("m-1")).isEqualTo(200);
        awaitState("delivered");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void keepsAnEventOnceThatTheVendorDeliversToAnotherSenderToo() throws Exception {
        start();
        post("m-1");
        awaitState("delivered");
        Main other = DurableSender.application();
        try {
            start(other);

            assertThat(Glossi.post(port(other), "m-1")).isEqualTo(200);
            assertThat(Glossi.post(port(other), "m-2")).isEqualTo(200);

            await().until(() -> outbox.ids("delivered").size() == 2);
            assertThat(receiver.requests())
                    .extracting(Request::body)
                    .containsExactly(Glossi.event("m-1"), Glossi.event("m-2"));
        } finally {
            stop(other);
        }
    }

    @Test
    void waitsAsLongAsTheScheduleSays() throws Exception {
        receiver.answer(request -> Answer.UNAVAILABLE);
        start("outbox.delays", "50ms,10m,20m");
        long before = outbox.now();

        post("m-1");

        await().until(() -> outbox.row().nextAttemptAt() > before + 5 * MINUTE);
        Row row = outbox.row();
        assertThat(row.state()).isEqualTo("pending");
        assertThat(row.attempts()).isEqualTo(2);
        assertThat(row.nextAttemptAt()).isBetween(before + 10 * MINUTE, outbox.now() + 10 * MINUTE);
        assertThat(row.lastError()).contains("503").contains(row.id());
    }

    @Test
    void waitsAsTheGenericVendorDocumentsIfNoScheduleIsGiven() throws Exception {
        receiver.answer(request -> Answer.UNAVAILABLE);
        start("outbox.delays", "");
        long before = outbox.now();

        post("m-1");

        assertThat(awaitFailure().nextAttemptAt()).isBetween(before + MINUTE / 2, outbox.now() + MINUTE / 2);
    }

    @Test
    void waitsLongerWhereTheReceiverAsksForIt() throws Exception {
        receiver.answer(request -> new Answer(503, 1800));
        start("outbox.delays", "10m");
        long before = outbox.now();

        post("m-1");

        assertThat(awaitFailure().nextAttemptAt()).isBetween(before + 30 * MINUTE, outbox.now() + 30 * MINUTE);
    }

    @Test
    void waitsNoShorterWhereTheReceiverAsksForIt() throws Exception {
        receiver.answer(request -> new Answer(503, 1));
        start("outbox.delays", "10m");
        long before = outbox.now();

        post("m-1");

        assertThat(awaitFailure().nextAttemptAt()).isBetween(before + 10 * MINUTE, outbox.now() + 10 * MINUTE);
    }

    @Test
    void givesUpWhenTheScheduleIsExhausted() throws Exception {
        receiver.answer(request -> Answer.UNAVAILABLE);
        start("outbox.delays", "10ms,20ms");

        post("m-1");

        Row row = awaitState("failed");
        assertThat(row.attempts()).isEqualTo(3);
        assertThat(row.lastError()).contains("503");
        assertThat(receiver.requests()).extracting(Request::id).containsExactly(row.id(), row.id(), row.id());
    }

    @Test
    void givesUpAtOnceWhenTheReceiverRefuses() throws Exception {
        receiver.answer(request -> new Answer(410, null));
        start();

        post("m-1");

        Row row = awaitState("failed");
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.lastError()).contains("410");
    }

    @Test
    void deliversToOthersWhileOneTakesItsTime() throws Exception {
        receiver.answer(request -> request.body().contains("slow") ? answerNever() : Answer.OK);
        start();

        post("slow-1");
        await().until(() -> receiver.requests().size() == 1);
        post("m-1");
        post("m-2");

        await().until(() -> outbox.ids("delivered").size() == 2);
        assertThat(outbox.ids("pending"))
                .containsExactly(receiver.requests().get(0).id());
    }

    @Test
    void hasNoMoreAttemptsUnderWayThanAllowed() throws Exception {
        receiver.answer(request -> request.body().contains("slow") ? answerNever() : Answer.OK);
        start("outbox.concurrency", "3");
        for (int i = 1; i <= 5; i++) {
            post("slow-" + i);
        }
        await().until(() -> receiver.requests().size() == 3);

        // nothing more is claimed, however due it is
        awaitPolls(3);
        assertThat(outbox.rows()).extracting(Row::attempts).containsExactly(1, 1, 1, 0, 0);

        receiver.answer(request -> Answer.OK);
        never.countDown();
        await().until(() -> outbox.ids("delivered").size() == 5);
    }

    @Test
    void leavesAloneWhatAnotherSenderIsClaiming() throws Exception {
        start();
        sender.getCamelContext().getRouteController().stopRoute("claim");
        outbox.execute("insert into outbox (delivery_id, body) values ('claimed', '{}')");
        try (Connection other = Outbox.connect()) {
            other.setAutoCommit(false);
            try (Statement claim = other.createStatement()) {
                claim.execute("update outbox set attempts = 1, next_attempt_at = now() + interval '1 hour'");
            }
            sender.getCamelContext().getRouteController().startRoute("claim");

            post("m-1");

            await().until(() -> outbox.ids("delivered").size() == 1);
            other.commit();
        }
        awaitPolls(3);
        assertThat(receiver.requests()).extracting(Request::body).containsExactly(Glossi.event("m-1"));
    }

    @Test
    void keepsADeliveryDeliveredWhenAnEarlierAttemptFailsLate() throws Exception {
        receiver.answer(request -> {
            if (request.number() == 1) {
                never.await();
                return Answer.UNAVAILABLE;
            }
            return Answer.OK;
        });
        start("outbox.lease", "200 milliseconds");

        post("m-1");

        Row row = awaitState("delivered");
        assertThat(row.attempts()).isEqualTo(2);
        never.countDown();
        await().until(() -> inFlight() == 0);
        assertThat(outbox.row()).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"200, delivered", "410, failed", "503, pending"})
    void writesDownWhatCameOfAnAttemptOnceTheDatabaseIsBack(int status, String state) throws Exception {
        receiver.answer(request -> {
            outbox.execute("alter table outbox rename to away");
            return new Answer(status, status == 503 ? 900 : null);
        });
        start("outbox.delays", "10m");

        post("m-1");

        awaitEvents(ExchangeRedeliveryEvent.class::isInstance, 2);
        outbox.execute("alter table away rename to outbox");
        await().until(() -> inFlight() == 0);
        Row row = outbox.row();
        assertThat(row.state()).isEqualTo(state);
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.nextAttemptAt() - outbox.now() > 5 * MINUTE).isEqualTo(state.equals("pending"));
        assertThat(receiver.requests()).hasSize(1);
    }

    private Answer answerNever() throws InterruptedException {
        never.await();
        return Answer.OK;
    }

    private void start(String... properties) throws Exception {
        for (int i = 0; i < properties.length; i += 2) {
            sender.addOverrideProperty(properties[i], properties[i + 1]);
        }
        start(sender);
    }

    private void start(Main application) throws Exception {
        application.addOverrideProperty("camel.server.port", "0");
        application.addOverrideProperty("camel.beans.database.jdbcUrl", Outbox.url());
        application.addOverrideProperty("receiver.url", receiver.url());
        application.addOverrideProperty("outbox.poll", "20");
        application.start();
    }

    private int post(String modelId) throws Exception {
        return Glossi.post(port(sender), modelId);
    }

    private int inFlight() {
        return sender.getCamelContext().getInflightRepository().size("attempt");
    }

    private static int port(Main application) {
        return application
                .getCamelContext()
                .hasService(VertxPlatformHttpServer.class)
                .getPort();
    }

    private Row awaitState(String state) {
        await().until(() -> outbox.row().state().equals(state));
        return outbox.row();
    }

    /** Waits until the outcome of the first attempt is written down. */
    private Row awaitFailure() {
        await().until(() -> outbox.row().lastError() != null);
        return outbox.row();
    }

    private void awaitPolls(int count) {
        awaitEvents(
                event -> event instanceof ExchangeCompletedEvent completed
                        && "claim".equals(completed.getExchange().getFromRouteId()),
                count);
    }

    private void awaitEvents(Predicate<CamelEvent> which, int count) {
        long before = events.stream().filter(which).count();
        await().until(() -> events.stream().filter(which).count() >= before + count);
    }
}
