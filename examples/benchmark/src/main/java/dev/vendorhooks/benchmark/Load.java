package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Connection.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/** Connections to one server, each waiting for an answer before it sends again. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int TIMEOUT_SECONDS = 120;
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final double NANOS_A_MILLI = 1e6;

    /** For the threads to wake up before the first request is due. */
    private static final long LEAD_NANOS = 20_000_000;

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads;

    /** A handful of connections. */
    Load(int port) throws IOException {
        this(port, CONNECTIONS);
    }

    Load(int port, int count) throws IOException {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            connections.add(new Connection(port));
        }
    }

    /** Sends all {@code requests}; throws if that takes two minutes or an answer has another status. */
    void send(List<byte[]> requests, int status) throws Exception {
        share(requests.size(), (connection, next) -> connection.expect(requests.get(next), status));
    }

    /**
     * Sends {@code requests} each at its time, as those do who do not wait for each other; throws as {@link #send}.
     *
     * @return how many milliseconds after its time each was answered: one that had to wait for a connection waited for
     *     the server
     */
    List<Double> send(List<byte[]> requests, int status, int perSecond) throws Exception {
        double[] millis = new double[requests.size()];
        long start = System.nanoTime() + LEAD_NANOS;
        share(requests.size(), (connection, next) -> {
            long due = awaitDue(start, next, perSecond);
            connection.expect(requests.get(next), status);
            millis[next] = (System.nanoTime() - due) / NANOS_A_MILLI;
        });
        return DoubleStream.of(millis).boxed().toList();
    }

    /** Sends {@code requests} each at its time; throws if that takes two minutes. */
    List<Answer> answers(List<byte[]> requests, int perSecond) throws Exception {
        Answer[] answers = new Answer[requests.size()];
        long start = System.nanoTime() + LEAD_NANOS;
        share(requests.size(), (connection, next) -> {
            awaitDue(start, next, perSecond);
            answers[next] = connection.answer(requests.get(next));
        });
        return List.of(answers);
    }

    /** Sends {@code requests} over all connections, each in so many pieces; throws if that takes two minutes. */
    List<Answer> answersSlowly(List<byte[]> requests, int pieces, long pauseNanos) throws Exception {
        Answer[] answers = new Answer[requests.size()];
        share(
                requests.size(),
                (connection, next) -> answers[next] = connection.answerSlowly(requests.get(next), pieces, pauseNanos));
        return List.of(answers);
    }

    private static long awaitDue(long start, int next, int perSecond) {
        long due = start + next * NANOS_A_SECOND / perSecond;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return due;
    }

    /** What a connection does for the request with that number. */
    private interface Step {
        void run(Connection connection, int next) throws IOException;
    }

    private void share(int requests, Step step) throws Exception {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int first = i;
            shares.add(() -> {
                for (int next = first; next < requests; next += connections.size()) {
                    step.run(connections.get(first), next);
                }
                return null;
            });
        }
        for (Future<Void> share : threads.invokeAll(shares, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            share.get();
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
