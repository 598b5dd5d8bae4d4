package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Connection.Answer;
import dev.vendorhooks.benchmark.Report.Judgement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A server with a small heap under mixed traffic: how far it goes, below that, and past it. */
final class LoadComparison {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    /** A rate at which all requests are due: each connection sends as soon as it has its answer. */
    private static final int AT_ONCE = 1_000_000_000;

    private static final int CONNECTIONS = 32;
    private static final int SLOW_CLIENTS = 16;
    private static final int PIECES = 40;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int[] PERCENT_OF_PEAK = {30, 60, 80};

    /** More than are remembered, so that what remembers them has its size. */
    private static final int WARM_UP = 12_000;

    private static final int WARM_UP_SECONDS = 5;

    private final LoadedServer server;
    private final boolean quick;
    private final Requests valid = new Requests(Event.USER, Routes.SECRET);
    private final Requests large = new Requests(Event.FILE, Routes.SECRET);
    private final Requests forged = new Requests(Event.USER, "whsec_somebody_else");
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final List<Double> heap = new ArrayList<>();
    private int peak;
    private int sentBelow;
    private int refusedBelow;
    private double routedPast;
    private double refusedPast;

    private LoadComparison(LoadedServer server, boolean quick) throws Exception {
        this.server = server;
        this.quick = quick;
    }

    static Report run(boolean quick) throws Exception {
        Report report = new Report("Mixed traffic with a heap of 64 MB, of which each event of a user waits 40 ms");
        for (LoadedServer.Runtime runtime : LoadedServer.Runtime.values()) {
            try (LoadedServer server = LoadedServer.start(runtime)) {
                LoadComparison comparison = new LoadComparison(server, quick);
                try {
                    comparison.measure();
                } catch (Exception e) {
                    throw new IOException(runtime + " broke off. " + server.state(), e);
                } finally {
                    comparison.senders.shutdownNow();
                }
                comparison.addTo(report, runtime == LoadedServer.Runtime.CAMEL_MAIN ? "Camel Main" : "Spring Boot");
            }
        }
        return report;
    }

    private void measure() throws Exception {
        try (Load load = new Load(server.port())) {
            load.answers(new Requests(Event.PROJECT, Routes.SECRET).next(WARM_UP), AT_ONCE);
        }
        peak = peak();
        overload(2 * peak, WARM_UP_SECONDS);
        peak = Math.max(peak, (int) routedPast);
        mix(peak / 2, WARM_UP_SECONDS);
        for (int percent : PERCENT_OF_PEAK) {
            for (int part = 0; part < (quick ? 1 : 4); part++) {
                mix(peak * percent / 100, quick ? 6 : 10);
                heap.add(server.heapMegabytes());
            }
        }
        overload(2 * peak, quick ? WARM_UP_SECONDS : 20);
        heap.add(server.heapMegabytes());
    }

    /** Events a second that are routed where each answer is waited for. */
    private int peak() throws Exception {
        try (Load load = new Load(server.port(), CONNECTIONS)) {
            load.answers(valid.next(10 * CONNECTIONS), AT_ONCE);
            List<byte[]> requests = valid.next((quick ? 20 : 60) * CONNECTIONS);
            long start = System.nanoTime();
            List<Answer> answers = load.answers(requests, AT_ONCE);
            return (int) (count(answers, OK) / seconds(start));
        }
    }

    /**
     * So many valid events a second, each twentieth of them a duplicate, beside all else that comes. Enough connections
     * to be refused, if the server did not keep up.
     */
    private void mix(int perSecond, int seconds) throws Exception {
        List<byte[]> events = new ArrayList<>(valid.next(perSecond * seconds));
        for (int i = perSecond; i < events.size(); i += 20) {
            events.set(i, events.get(i - perSecond));
        }
        int rounds = Math.max(1, (int) (TimeUnit.SECONDS.toNanos(seconds) / (PIECES * PAUSE_NANOS)));
        List<byte[]> files = large.next(seconds);
        List<byte[]> slow = valid.next(rounds * SLOW_CLIENTS);
        List<byte[]> forgeries = forged.next(seconds * perSecond / 2);
        try (Load many = new Load(server.port(), peak / 2);
                Load few = new Load(server.port(), 2);
                Load slowly = new Load(server.port(), SLOW_CLIENTS);
                Load forgers = new Load(server.port(), CONNECTIONS)) {
            Future<List<Answer>> filesSent = senders.submit(() -> few.answers(files, 1));
            Future<List<Answer>> slowSent = senders.submit(() -> slowly.answersSlowly(slow, PIECES, PAUSE_NANOS));
            Future<List<Answer>> forgeriesSent =
                    senders.submit(() -> forgers.answers(forgeries, Math.max(1, perSecond / 2)));
            long start = System.nanoTime();
            countBelow(many.answers(events, perSecond));
            if (seconds(start) > seconds * 1.05 + 0.5) {
                throw new IOException(perSecond + " events a second took " + seconds(start) + " s and not " + seconds);
            }
            countBelow(filesSent.get());
            countBelow(slowSent.get());
            countForged(forgeriesSent.get());
        }
    }

    /** A server that keeps up turns away no forgery unread. */
    private void countForged(List<Answer> answers) throws IOException {
        int unread = count(answers, UNAVAILABLE);
        if (count(answers, UNAUTHORIZED) + unread != answers.size()) {
            throw new IOException("A forgery was not refused");
        }
        refusedBelow += unread;
    }

    private void countBelow(List<Answer> answers) {
        sentBelow += answers.size();
        refusedBelow += answers.size() - count(answers, OK);
    }

    /**
     * More than is routed, over enough connections to have more wait than the endpoint lets wait: half a second's worth,
     * where that waits for 300 ms. On Tomcat each takes some 75 kB of the heap.
     */
    private void overload(int perSecond, int seconds) throws Exception {
        List<byte[]> events = valid.next(perSecond * seconds);
        try (Load load = new Load(server.port(), peak / 2)) {
            long start = System.nanoTime();
            List<Answer> answers = load.answers(events, perSecond);
            double took = seconds(start);
            routedPast = count(answers, OK) / took;
            refusedPast = count(answers, UNAVAILABLE) / took;
            if (refusedPast == 0) {
                throw new IOException("Nothing was refused: " + answers.size() + " events did not saturate the server");
            }
            if (answers.stream().anyMatch(answer -> answer.status() != OK && !asksToComeBack(answer))) {
                throw new IOException("A refusal is not 503 with Retry-After");
            }
        }
    }

    private static int count(List<Answer> answers, int status) {
        return (int)
                answers.stream().filter(answer -> answer.status() == status).count();
    }

    private static boolean asksToComeBack(Answer answer) {
        return answer.status() == UNAVAILABLE && answer.asksToComeBack();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void addTo(Report report, String runtime) {
        report.add(runtime + ": routed a second at the peak", one(peak));
        report.add(runtime + ": valid requests below it", one(sentBelow));
        report.add(runtime + ": refused below it", one(refusedBelow), 0, timed(Judgement.MEDIAN));
        report.add(runtime + ": heap MB", Ratios.of(heap));
        report.add(runtime + ": heap growth MB", one(growth()), 2, timed(Judgement.MEDIAN));
        report.add(runtime + ": routed a second past it", one(routedPast));
        report.add(runtime + ": refused a second past it", one(refusedPast));
        report.add(runtime + ": peak / routed past it", one(peak / routedPast), 1.11, timed(Judgement.MEDIAN));
    }

    private Judgement timed(Judgement judgement) {
        return quick ? Judgement.NONE : judgement;
    }

    /** What the line through all readings rises by, from the first to the last. */
    private double growth() {
        int count = heap.size();
        double middle = (count - 1) / 2.0;
        double above = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            above += (i - middle) * heap.get(i);
            squares += (i - middle) * (i - middle);
        }
        return above / squares * (count - 1);
    }

    private static Ratios one(double value) {
        return Ratios.of(List.of(value));
    }
}
