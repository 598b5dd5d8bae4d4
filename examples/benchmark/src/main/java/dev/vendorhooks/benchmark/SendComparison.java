package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.List;

/** Ways to post side by side, each a process of its own, to one sink. */
final class SendComparison {

    private SendComparison() {}

    static Report run(boolean quick) throws Exception {
        try (MeasuredProcess sink = Sink.start(Sink.OK);
                SenderContender raw = new SenderContender(Senders.RAW, sink);
                SenderContender http = new SenderContender(Senders.CAMEL_HTTP, sink);
                SenderContender ours = new SenderContender(Senders.VENDORHOOK, sink)) {
            Contender.compare(List.of(raw, http, ours), quick ? 2 : 13, quick ? 6 : 25);

            Report report = new Report("One event of 1 KB sent: bytes allocated and processor time of the sender");
            report.add("bytes: raw", Ratios.of(raw.bytes()));
            report.add("bytes: camel-http", Ratios.of(http.bytes()));
            report.add("bytes: ours", Ratios.of(ours.bytes()));
            report.add("bytes: ours / raw", Ratios.paired(ours.bytes(), raw.bytes()), 1.40, Judgement.MEDIAN);
            report.add("bytes: ours / camel-http", Ratios.paired(ours.bytes(), http.bytes()));

            Judgement judgement = quick ? Judgement.NONE : Judgement.MEDIAN;
            report.add("CPU us: raw", Ratios.of(raw.cpuMicros()));
            report.add("CPU us: camel-http", Ratios.of(http.cpuMicros()));
            report.add("CPU us: ours", Ratios.of(ours.cpuMicros()));
            report.add("CPU: ours / raw", Ratios.paired(ours.cpuMicros(), raw.cpuMicros()), 1.20, judgement);
            report.add("CPU: ours / camel-http", Ratios.paired(ours.cpuMicros(), http.cpuMicros()), 0.40, judgement);
            return report;
        }
    }
}
