package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From the start of a server's process to its first answer, in rounds in which each server starts once. */
final class StartComparison {

    private static final double NANOS_A_MILLI = 1e6;

    private StartComparison() {}

    static Report run(boolean quick) throws Exception {
        Map<Routes, List<Double>> millis = new EnumMap<>(Routes.class);
        List<Routes> order = new ArrayList<>(List.of(Routes.BARE, Routes.HAND_WRITTEN, Routes.VENDORHOOK));
        for (Routes routes : order) {
            startToAnswer(routes); // reads the jars into the cache of the operating system
            millis.put(routes, new ArrayList<>());
        }
        for (int round = 0; round < (quick ? 3 : 9); round++) {
            for (Routes routes : order) {
                millis.get(routes).add(startToAnswer(routes));
            }
            Collections.rotate(order, 1);
        }
        List<Double> bare = millis.get(Routes.BARE);
        List<Double> ours = millis.get(Routes.VENDORHOOK);
        List<Double> handWritten = millis.get(Routes.HAND_WRITTEN);
        Report report = new Report("From the start of the process to the first event's answer");
        report.add("ms: bare", Ratios.of(bare));
        report.add("ms: hand-written", Ratios.of(handWritten));
        report.add("ms: ours", Ratios.of(ours));
        report.add("hand-written / bare", Ratios.paired(handWritten, bare));
        report.add("ours / bare", Ratios.paired(ours, bare), 1.15, quick ? Judgement.NONE : Judgement.MEDIAN);
        report.add("ours / hand-written", Ratios.paired(ours, handWritten));
        return report;
    }

    private static double startToAnswer(Routes routes) throws Exception {
        byte[] request = new Requests(Event.USER, Routes.SECRET).next(1).get(0);
        long start = System.nanoTime();
        try (MeasuredProcess server = ServerMain.start(routes);
                Connection connection = new Connection(server.port())) {
            connection.expect(request, 200);
            return (System.nanoTime() - start) / NANOS_A_MILLI;
        }
    }
}
