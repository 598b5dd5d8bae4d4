package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that looks for what made signatures fail beside one that does not: in peace, and under a flood of forgeries. */
final class DoctorComparison {

    private DoctorComparison() {}

    static Report run(boolean quick) throws Exception {
        Report report = new Report("The doctor: authentic events of 1 KB, and " + FloodedServer.FORGED_A_SECOND
                + " forgeries a second beside them");
        addCost(report, quick);
        addFlood(report, quick);
        return report;
    }

    private static void addCost(Report report, boolean quick) throws Exception {
        try (ServerContender without = ServerContender.authentic(Routes.UNDIAGNOSED, Event.USER);
                ServerContender with = ServerContender.authentic(Routes.VENDORHOOK, Event.USER)) {
            Contender.compare(List.of(without, with), quick ? 2 : 25, quick ? 8 : 25);

            report.add("bytes: without doctor", Ratios.of(without.bytes()));
            report.add("bytes: with doctor", Ratios.of(with.bytes()));
            report.add("bytes: with / without", Ratios.paired(with.bytes(), without.bytes()), 1.02, Judgement.MEDIAN);
            report.add("CPU us: without doctor", Ratios.of(without.cpuMicros()));
            report.add("CPU us: with doctor", Ratios.of(with.cpuMicros()));
            report.add(
                    "CPU: with / without",
                    Ratios.paired(with.cpuMicros(), without.cpuMicros()),
                    1.02,
                    quick ? Judgement.NONE : Judgement.MEDIAN);
        }
    }

    private static void addFlood(Report report, boolean quick) throws Exception {
        try (FloodedServer without = new FloodedServer(Routes.UNDIAGNOSED);
                FloodedServer with = new FloodedServer(Routes.VENDORHOOK)) {
            List<FloodedServer> order = new ArrayList<>(List.of(without, with));
            for (FloodedServer server : order) {
                server.warmUp();
            }
            for (int round = 0; round < (quick ? 1 : 9); round++) {
                for (FloodedServer server : order) {
                    server.round(quick ? 3 : 10);
                }
                Collections.rotate(order, 1);
            }

            report.add("p99 ms: without doctor", Ratios.of(without.quiet()));
            report.add("p99 ms: without doctor, flooded", Ratios.of(without.flooded()));
            report.add("p99 ms: with doctor", Ratios.of(with.quiet()));
            report.add("p99 ms: with doctor, flooded", Ratios.of(with.flooded()));
            report.add("p99: without doctor, flooded / quiet", Ratios.paired(without.flooded(), without.quiet()));
            report.add(
                    "p99: with doctor, flooded / quiet",
                    Ratios.paired(with.flooded(), with.quiet()),
                    1.50,
                    quick ? Judgement.NONE : Judgement.MEDIAN);
            report.add("p99 flooded: with / without", Ratios.paired(with.flooded(), without.flooded()));
        }
    }
}
