package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class TransactedRouteTest {

    private static final byte[] EVENT = "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{}}".getBytes(UTF_8);
    private static final String WRITE = "sql:insert into events values (:#${header.CamelVendorhookEventId})";
    private static final String URI = "vendorhook:generic?secret=" + WebhookServer.SECRET
            + "&idempotentRepository=#claims&transactedPolicy=#required";

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final CountDownLatch ends = new CountDownLatch(2);
    private WebhookServer server;
    private JdbcMessageIdRepository claims;

    /** What follows the endpoint in the route. */
    private interface Steps {
        void addTo(RouteDefinition route);
    }

    @BeforeEach
    void createTables() {
        database.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + ";DB_CLOSE_DELAY=-1");
        jdbc.execute("create table events (id varchar(100))");
    }

    @AfterEach
    void dropTables() {
        server.close();
        jdbc.execute("drop all objects");
    }

    @Test
    void commitsWhatTheRouteWroteAndTheClaimTogether() throws Exception {
        start(route -> route.to(WRITE));

        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
        assertThat(rows("CAMEL_MESSAGEPROCESSED")).isEqualTo(1);

        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).as("the second delivery is a duplicate").isEqualTo(1);
    }

    @Test
    void rollsBothBackWhenTheRouteFails() throws Exception {
        start(route -> route.to(WRITE).filter(exchange -> ends.getCount() > 0).process(exchange -> {
            ends.countDown();
            throw new IllegalStateException("the store is full");
        }));

        assertThat(post()).isEqualTo(500);
        assertThat(post()).isEqualTo(500);
        assertThat(rows("events")).isZero();
        assertThat(rows("CAMEL_MESSAGEPROCESSED")).isZero();

        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
    }

    @Test
    void rollsTheRouteBackWhenTheClaimCannotBeStored() throws Exception {
        start(route -> route.to(WRITE));
        String insert = claims.getInsertString();
        claims.setInsertString("insert into nowhere values (?, ?, ?)");

        assertThat(post()).isEqualTo(500);
        assertThat(rows("events")).isZero();

        claims.setInsertString(insert);
        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
    }

    /** Even where the route takes every failure for handled. */
    @Test
    void rollsBackWhatAnotherNodeRoutedMeanwhile() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch otherDone = new CountDownLatch(1);
        start(route -> route.onException(Exception.class)
                .handled(true)
                .end()
                .to(WRITE)
                .process(exchange -> {
                    inRoute.countDown();
                    assertThat(otherDone.await(20, TimeUnit.SECONDS)).isTrue();
                }));
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(this::post);
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();

        try (WebhookServer other = server(route -> route.to(WRITE))) {
            assertThat(post(other)).isEqualTo(200);
        }
        otherDone.countDown();

        assertThat(slow.join()).isEqualTo(500);
        assertThat(rows("events")).isEqualTo(1);
        assertThat(post()).as("a duplicate by now").isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
    }

    @Test
    void commitsWhatTheRouteHandled() throws Exception {
        start(route -> route.onException(IllegalStateException.class)
                .handled(true)
                .end()
                .to(WRITE)
                .process(exchange -> {
                    throw new IllegalStateException("no harm done");
                }));

        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
        assertThat(rows("CAMEL_MESSAGEPROCESSED")).isEqualTo(1);
    }

    /** Without an error handler in the route, the one around the transaction has the route's clauses too. */
    @Test
    void rollsBackWhatNothingWithinTheTransactionHandled() throws Exception {
        start(route -> route.errorHandler(new NoErrorHandlerBuilder())
                .onException(IllegalStateException.class)
                .handled(true)
                .end()
                .to(WRITE)
                .process(exchange -> {
                    throw new IllegalStateException("not for good");
                }));

        assertThat(post()).isEqualTo(500);
        assertThat(rows("events")).isZero();
        assertThat(rows("CAMEL_MESSAGEPROCESSED")).isZero();
    }

    @Test
    void usesExchangesOfAPoolAgain() throws Exception {
        server = new WebhookServer();
        server.context().getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        server.context().getRegistry().bind("required", required());
        start(server, route -> route.to(WRITE));

        for (int i = 1; i <= 3; i++) {
            byte[] event = ("{\"id\":\"evt_" + i + "\",\"type\":\"user.created\",\"data\":{}}").getBytes(UTF_8);
            assertThat(server.postSigned(event).statusCode()).isEqualTo(200);
            assertThat(rows("events")).isEqualTo(i);
        }
    }

    @Test
    void startsOnceItsPolicyIsComplete() throws Exception {
        SpringTransactionPolicy policy = new SpringTransactionPolicy();
        server = new WebhookServer();
        server.context().getRegistry().bind("required", policy);
        server.context().start();
        assertThatThrownBy(() -> start(server, route -> route.to(WRITE)))
                .hasStackTraceContaining("transactionManager must be specified");

        policy.setTransactionManager(new DataSourceTransactionManager(database));
        server.context().getRouteController().startAllRoutes();

        assertThat(post()).isEqualTo(200);
        assertThat(rows("events")).isEqualTo(1);
    }

    @Test
    void asksForAnotherDeliveryOfWhatTheRouteRolledBack() throws Exception {
        start(route -> route.to(WRITE).markRollbackOnlyLast());

        assertThat(post()).isEqualTo(500);
        assertThat(rows("events")).isZero();
        assertThat(rows("CAMEL_MESSAGEPROCESSED")).isZero();
    }

    @Test
    void keepsRedeliveriesAndThreadsOfTheRouteInTheTransaction() throws Exception {
        start(route -> route.onException(IllegalStateException.class)
                .maximumRedeliveries(1)
                .redeliveryDelay(1)
                .asyncDelayedRedelivery()
                .end()
                .process(exchange -> {
                    if (ends.getCount() == 2) {
                        ends.countDown();
                        throw new IllegalStateException("tried again");
                    }
                })
                .threads(2)
                .to(WRITE)
                .process(exchange -> assertThat(rows("events"))
                        .as("not committed yet, so another connection does not see it")
                        .isZero())
                .rollback());

        assertThat(post()).isEqualTo(500);
        assertThat(ends.getCount()).isEqualTo(1);
        assertThat(rows("events")).isZero();
    }

    @Test
    void refusesARepositoryThatForgetsNothingWhenRolledBack() throws Exception {
        server = new WebhookServer();
        server.context().getRegistry().bind("required", required());
        server.context().getRegistry().bind("claims", new MemoryIdempotentRepository());

        for (String uri : new String[] {URI, URI.replace("&idempotentRepository=#claims", "")}) {
            assertThatThrownBy(() -> server.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(uri).to("log:out");
                        }
                    }))
                    .rootCause()
                    .hasMessageStartingWith(
                            "vendorhook:generic: option 'transactedPolicy' needs an idempotentRepository"
                                    + " that takes part in the transaction");
        }
    }

    private void start(Steps steps) throws Exception {
        server = server(steps);
    }

    private WebhookServer server(Steps steps) throws Exception {
        WebhookServer started = new WebhookServer();
        started.context().getRegistry().bind("required", required());
        return start(started, steps);
    }

    private WebhookServer start(WebhookServer prepared, Steps steps) throws Exception {
        claims = new JdbcMessageIdRepository(database, "vendorhook");
        prepared.context().getRegistry().bind("database", database);
        prepared.context().getRegistry().bind("claims", IdempotentRepository.class, claims);
        return prepared.start(new RouteBuilder() {
            @Override
            public void configure() {
                steps.addTo(from(URI));
            }
        });
    }

    private SpringTransactionPolicy required() {
        return new SpringTransactionPolicy(new TransactionTemplate(
                new DataSourceTransactionManager(database), new DefaultTransactionDefinition()));
    }

    private int post() {
        return post(server);
    }

    private static int post(WebhookServer to) {
        try {
            return to.postSigned(EVENT).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }
}
