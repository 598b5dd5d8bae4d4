package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.List;

/** One endpoint in a context beside 200 that take turns, of the component and of platform-http. */
final class EndpointsComparison {

    private EndpointsComparison() {}

    static Report run(boolean quick) throws Exception {
        try (ServerContender bare = ServerContender.authentic(Routes.BARE, Event.USER);
                ServerContender bareMany = ServerContender.authentic(Routes.BARE_200, Event.USER);
                ServerContender ours = ServerContender.authentic(Routes.FORGETFUL, Event.USER);
                ServerContender oursMany = ServerContender.authentic(Routes.FORGETFUL_200, Event.USER)) {
            Contender.compare(List.of(bare, bareMany, ours, oursMany), quick ? 2 : 25, quick ? 6 : 25);

            Report report = new Report("200 endpoints in one context, beside one: what an event of 1 KB costs");
            report.add("bytes: bare, 200 / 1", Ratios.paired(bareMany.bytes(), bare.bytes()));
            report.add("bytes: ours, 200 / 1", Ratios.paired(oursMany.bytes(), ours.bytes()));
            report.add(
                    "bytes: ours, 200 / 1, by bare, 200 / 1",
                    Ratios.paired(
                            Ratios.divided(oursMany.bytes(), ours.bytes()),
                            Ratios.divided(bareMany.bytes(), bare.bytes())),
                    1.02,
                    Judgement.MEDIAN);
            report.add("CPU us: bare", Ratios.of(bare.cpuMicros()));
            report.add("CPU us: ours", Ratios.of(ours.cpuMicros()));
            report.add("CPU: bare, 200 / 1", Ratios.paired(bareMany.cpuMicros(), bare.cpuMicros()));
            report.add("CPU: ours, 200 / 1", Ratios.paired(oursMany.cpuMicros(), ours.cpuMicros()));
            return report;
        }
    }
}
