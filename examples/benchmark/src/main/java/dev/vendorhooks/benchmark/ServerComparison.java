package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.List;

/**
 * Whole servers side by side, each a process of its own. The servers take turns in an order that rotates; the figures
 * of one turn are divided by each other, and of these ratios the medians count.
 */
final class ServerComparison {

    private ServerComparison() {}

    static Report run(Event event, boolean quick) throws Exception {
        try (ServerContender bare = ServerContender.authentic(Routes.BARE, event);
                ServerContender handWritten = ServerContender.authentic(Routes.HAND_WRITTEN, event);
                ServerContender ours = ServerContender.authentic(Routes.VENDORHOOK, event);
                ServerContender forged = ServerContender.forged(Routes.VENDORHOOK, event)) {
            handWritten.checkRefusal();
            ours.checkRefusal();

            Contender.compare(List.of(bare, handWritten, ours, forged), quick ? 2 : 25, quick ? 8 : 25);

            Report report = new Report(
                    "One " + event + " event of 1 KB received: bytes allocated and processor time of the server");
            report.add("bytes: bare", Ratios.of(bare.bytes()));
            report.add("bytes: hand-written", Ratios.of(handWritten.bytes()));
            report.add("bytes: ours", Ratios.of(ours.bytes()));
            report.add("bytes: ours, forged", Ratios.of(forged.bytes()));
            report.add("bytes: hand-written / bare", Ratios.paired(handWritten.bytes(), bare.bytes()));
            report.add("bytes: ours / bare", Ratios.paired(ours.bytes(), bare.bytes()), 1.30, Judgement.MEDIAN);
            report.add(
                    "bytes: ours / hand-written",
                    Ratios.paired(ours.bytes(), handWritten.bytes()),
                    0.50,
                    Judgement.MEDIAN);
            report.add(
                    "bytes: ours, forged / bare", Ratios.paired(forged.bytes(), bare.bytes()), 1.00, Judgement.MEDIAN);

            report.add("CPU us: bare", Ratios.of(bare.cpuMicros()));
            report.add("CPU us: hand-written", Ratios.of(handWritten.cpuMicros()));
            report.add("CPU us: ours", Ratios.of(ours.cpuMicros()));
            report.add("CPU us: ours, forged", Ratios.of(forged.cpuMicros()));
            report.add("CPU: hand-written / bare", Ratios.paired(handWritten.cpuMicros(), bare.cpuMicros()));
            report.add(
                    "CPU: ours / bare",
                    Ratios.paired(ours.cpuMicros(), bare.cpuMicros()),
                    1.20,
                    quick ? Judgement.NONE : Judgement.MEDIAN);
            report.add(
                    "CPU: ours / hand-written",
                    Ratios.paired(ours.cpuMicros(), handWritten.cpuMicros()),
                    0.95,
                    quick ? Judgement.NONE : Judgement.MEDIAN);
            report.add(
                    "CPU: ours, forged / bare",
                    Ratios.paired(forged.cpuMicros(), bare.cpuMicros()),
                    1.00,
                    quick ? Judgement.NONE : Judgement.WITHIN_NOISE);
            return report;
        }
    }
}
