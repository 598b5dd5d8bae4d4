package dev.vendorhooks.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers in ascending order, read by their quartiles, which a few disturbed turns cannot move. */
final class Ratios {

    private final double[] sorted;

    private Ratios(double[] values) {
        this.sorted = values;
        Arrays.sort(sorted);
    }

    static Ratios of(List<Double> values) {
        return new Ratios(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Each subject divided by the baseline of the same turn. */
    static Ratios paired(List<Double> subjects, List<Double> baselines) {
        return of(divided(subjects, baselines));
    }

    /** Each subject divided by the baseline of the same turn, in the order of the turns. */
    static List<Double> divided(List<Double> subjects, List<Double> baselines) {
        if (subjects.size() != baselines.size()) {
            throw new IllegalArgumentException(subjects.size() + " subjects, " + baselines.size() + " baselines");
        }
        return IntStream.range(0, subjects.size())
                .mapToObj(turn -> subjects.get(turn) / baselines.get(turn))
                .toList();
    }

    double lowerQuartile() {
        return quantile(0.25);
    }

    double median() {
        return quantile(0.5);
    }

    double upperQuartile() {
        return quantile(0.75);
    }

    /** What 99 of 100 do not exceed. */
    double percentile99() {
        return quantile(0.99);
    }

    private double quantile(double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
