package dev.vendorhooks.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of what was measured, with the targets beside. */
final class Report {

    private static final double NO_TARGET = Double.POSITIVE_INFINITY;

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    Report(String title) {
        this.title = title;
    }

    /** A figure without a target. */
    void add(String what, Ratios measured) {
        rows.add(new Row(what, measured, NO_TARGET, Judgement.MEDIAN));
    }

    /** A figure that must not be greater than {@code target}. */
    void add(String what, Ratios measured, double target, Judgement judgement) {
        rows.add(new Row(what, measured, target, judgement));
    }

    boolean isMissed() {
        return rows.stream().anyMatch(Row::isMissed);
    }

    void print() {
        System.out.printf("%n%s%n%n", title);
        System.out.printf("%-49s %9s   %-19s %8s%n", "", "median", "quartiles", "target");
        rows.forEach(row -> System.out.println(row.line()));
    }

    /** What of a figure is held against its target. */
    enum Judgement {
        /** The median. */
        MEDIAN,
        /** The lower quartile: a figure that is equal but for noise is on target. */
        WITHIN_NOISE,
        /** Nothing: the run was too short for this kind of figure. */
        NONE
    }

    private record Row(String what, Ratios measured, double target, Judgement judgement) {

        boolean isMissed() {
            return switch (judgement) {
                case MEDIAN -> measured.median() > target;
                case WITHIN_NOISE -> measured.lowerQuartile() > target;
                case NONE -> false;
            };
        }

        String line() {
            return String.format(
                            Locale.ROOT,
                            "%-49s %9s   %-19s %8s  %s",
                            what,
                            text(measured.median()),
                            text(measured.lowerQuartile()) + " - " + text(measured.upperQuartile()),
                            target == NO_TARGET ? "" : "<= " + text(target),
                            verdict())
                    .stripTrailing();
        }

        private String verdict() {
            if (target == NO_TARGET) {
                return "";
            }
            return isMissed() ? "MISSED" : judgement == Judgement.NONE ? "not judged: quick run" : "met";
        }

        private static String text(double value) {
            return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
        }
    }
}
