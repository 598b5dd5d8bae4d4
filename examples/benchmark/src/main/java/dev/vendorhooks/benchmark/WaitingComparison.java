package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What messages cost that wait for a redelivery, in rounds in which each sender starts once. */
final class WaitingComparison {

    private final List<Double> heapBytes = new ArrayList<>();
    private final List<Double> threads = new ArrayList<>();

    private WaitingComparison() {}

    static Report run(boolean quick) throws Exception {
        WaitingComparison http = new WaitingComparison();
        WaitingComparison ours = new WaitingComparison();
        try (MeasuredProcess failing = Sink.start(Sink.ERROR);
                MeasuredProcess unavailable = Sink.start(Sink.UNAVAILABLE)) {
            for (int round = 0; round < (quick ? 1 : 5); round++) {
                // on a 503 its HttpClient would itself sleep and retry, and hold the thread meanwhile
                http.measure(Senders.CAMEL_HTTP, failing);
                ours.measure(Senders.VENDORHOOK, unavailable);
            }
        }
        Report report = new Report(WaitingMain.MESSAGES + " messages of 1 KB wait for their redelivery");
        report.add("heap bytes a message beyond its body: camel-http", Ratios.of(http.heapBytes));
        report.add("heap bytes a message beyond its body: ours", Ratios.of(ours.heapBytes), 8_000, Judgement.MEDIAN);
        report.add("threads beyond the idle context: camel-http", Ratios.of(http.threads));
        report.add("threads beyond the idle context: ours", Ratios.of(ours.threads), 20, Judgement.MEDIAN);
        return report;
    }

    private void measure(Senders sender, MeasuredProcess sink) throws IOException {
        Usage before = sink.usage();
        try (MeasuredProcess process = WaitingMain.start(sender, sink.port())) {
            long posts = sink.usage().minus(before).processed();
            if (posts != WaitingMain.EARLIER_MESSAGES + WaitingMain.MESSAGES) {
                throw new IOException(sender + " posted " + posts + " times, so not all messages wait");
            }
            String[] numbers = process.firstLine().split(" ");
            heapBytes.add(Double.valueOf(numbers[0]));
            threads.add(Double.valueOf(numbers[1]));
        }
    }
}
