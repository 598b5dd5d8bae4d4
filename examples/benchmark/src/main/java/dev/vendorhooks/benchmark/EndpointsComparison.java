package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.List;

/** One endpoint in a context beside 200 that take turns, of the component and of platform-http. */
final class EndpointsComparison {

    private EndpointsComparison() {}

    static Report run(boolean quick) throws Exception {
        try (ServerContender bare = ServerContender.authentic(Routes.BARE, Event.USER);
                ServerContender bareMany = ServerContender.authentic(Routes.BARE_200, Event.USER);
                ServerContender ours = ServerContender.authentic(Routes.VENDORHOOK, Event.USER);
                ServerContender oursMany = ServerContender.authentic(Routes.VENDORHOOK_200, Event.USER)) {
            Contender.compare(List.of(bare, bareMany, ours, oursMany), quick ? 2 : 25, quick ? 6 : 25);

            Report report = new Report("200 endpoints in one context, beside one: what an event of 1 KB costs");
            report.add("bytes: bare, 200 / 1", Ratios.paired(bareMany.bytes(), bare.bytes()));
            report.add("bytes: ours, 200 / 1", Ratios.paired(oursMany.bytes(), ours.bytes()), 1.02, Judgement.MEDIAN);
            report.add("CPU us: bare", Ratios.of(bare.cpuMicros()));
            report.add("CPU us: bare, 200", Ratios.of(bareMany.cpuMicros()));
            report.add("CPU us: ours", Ratios.of(ours.cpuMicros()));
            report.add("CPU us: ours, 200", Ratios.of(oursMany.cpuMicros()));
            report.add("CPU: bare, 200 / 1", Ratios.paired(bareMany.cpuMicros(), bare.cpuMicros()));
            report.add(
                    "CPU: ours, 200 / 1",
                    Ratios.paired(oursMany.cpuMicros(), ours.cpuMicros()),
                    1.02,
                    quick ? Judgement.NONE : Judgement.WITHIN_NOISE);
            return report;
        }
    }
}
