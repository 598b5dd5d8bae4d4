package dev.vendorhooks.benchmark;

import dev.vendorhooks.benchmark.Report.Judgement;
import dev.vendorhooks.benchmark.SignatureBenchmark.Contender;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link SignatureBenchmark} and divides neighbouring iterations by each other. */
final class SignatureComparison {

    private static final String BYTES = "gc.alloc.rate.norm";
    private static final double BYTES_TARGET = 512;
    private static final int LARGE_BODY = 65_536;

    /** The baseline and the snippet do the same for every vendor, so their own figures are shown once. */
    private static final String REFERENCE_VENDOR = "generic";

    private SignatureComparison() {}

    static Report run(boolean quick) throws RunnerException {
        int warmupTurns = quick ? 2 : 3;
        int turns = quick ? 6 : 16;
        OptionsBuilder options = new OptionsBuilder();
        options.include(SignatureBenchmark.class.getName())
                .forks(quick ? 1 : 3)
                .warmupIterations(warmupTurns * SignatureBenchmark.ITERATIONS_A_TURN)
                .warmupTime(TimeValue.milliseconds(250))
                .measurementIterations(turns * SignatureBenchmark.ITERATIONS_A_TURN)
                .measurementTime(TimeValue.milliseconds(50))
                .jvmArgs(MeasuredProcess.JVM_FLAGS.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        Report report = new Report("One signature accepted, divided by a reused javax.crypto.Mac over the same bytes");
        for (RunResult result : new Runner(options.build()).run()) {
            addTo(report, result, quick ? Judgement.NONE : Judgement.MEDIAN);
        }
        return report;
    }

    private static void addTo(Report report, RunResult result, Judgement ofTimes) {
        Map<Contender, List<Double>> times = new EnumMap<>(Contender.class);
        Map<Contender, List<Double>> bytes = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            times.put(contender, new ArrayList<>());
            bytes.put(contender, new ArrayList<>());
        }
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            int iteration = 0;
            for (IterationResult measured : fork.getIterationResults()) {
                Contender contender = Contender.at(iteration++);
                times.get(contender).add(measured.getPrimaryResult().getScore());
                bytes.get(contender)
                        .add(measured.getSecondaryResults().get(BYTES).getScore());
            }
        }
        BenchmarkParams parameters = result.getParams();
        int bodyLength = Integer.parseInt(parameters.getParam("bodyLength"));
        String vendor = parameters.getParam("vendor");
        String what = vendor + ", " + bodyLength + " B: ";
        List<Double> baseline = times.get(Contender.REUSED_MAC);
        report.add(
                what + "ours / reused Mac",
                Ratios.paired(times.get(Contender.SCHEME), baseline),
                bodyLength == LARGE_BODY ? 1.02 : 1.05,
                ofTimes);
        report.add(what + "ours, bytes", Ratios.of(bytes.get(Contender.SCHEME)), BYTES_TARGET, Judgement.MEDIAN);
        if (vendor.equals(REFERENCE_VENDOR)) {
            report.add(what + "reused Mac, ns", Ratios.of(baseline));
            report.add(what + "snippet / reused Mac", Ratios.paired(times.get(Contender.SNIPPET), baseline));
            report.add(what + "snippet, bytes", Ratios.of(bytes.get(Contender.SNIPPET)));
        }
    }
}
