package dev.vendorhooks.benchmark;

import java.util.List;
import java.util.Set;

/**
 * The command line: {@code signature}, {@code server}, {@code start}, {@code send}, {@code waiting},
 * {@code doctor}, {@code endpoints} or {@code load}, each with its options; README.md tells them.
 */
public final class Benchmark {

    private static final int TARGET_MISSED = 1;
    private static final int NOT_MEASURED = 2;
    private static final String PROJECT = "--project";
    private static final Set<String> OPTIONS = Set.of("--quick", "--gate", PROJECT);

    private Benchmark() {}

    public static void main(String[] arguments) {
        try {
            Report report = run(List.of(arguments));
            report.print();
            System.exit(List.of(arguments).contains("--gate") && report.isMissed() ? TARGET_MISSED : 0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(NOT_MEASURED);
    }

    private static Report run(List<String> arguments) throws Exception {
        if (arguments.isEmpty() || !OPTIONS.containsAll(arguments.subList(1, arguments.size()))) {
            throw usage();
        }
        boolean quick = arguments.contains("--quick");
        return switch (arguments.get(0)) {
            case "signature" -> SignatureComparison.run(quick);
            case "server" -> ServerComparison.run(arguments.contains(PROJECT) ? Event.PROJECT : Event.USER, quick);
            case "start" -> StartComparison.run(quick);
            case "send" -> SendComparison.run(quick);
            case "waiting" -> WaitingComparison.run(quick);
            case "doctor" -> DoctorComparison.run(quick);
            case "endpoints" -> EndpointsComparison.run(quick);
            case "load" -> LoadComparison.run(quick);
            default -> throw usage();
        };
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "Usage: java -jar benchmark.jar signature|server|start|send|waiting|doctor|endpoints|load"
                        + " [--quick] [--gate], for server also [--project]");
    }
}
