package dev.vendorhooks.benchmark;

/**
 * What a process has used since its start.
 *
 * @param cpuNanos processor time of the whole process, its compiler and collector included
 * @param allocatedBytes allocated by Java threads
 * @param processed how many requests were dealt with as they should be; for a route, exchanges that came to its end
 */
record Usage(long cpuNanos, long allocatedBytes, long processed) {

    String toLine() {
        return cpuNanos + " " + allocatedBytes + " " + processed;
    }

    static Usage ofLine(String line) {
        String[] numbers = line.split(" ");
        return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    Usage minus(Usage earlier) {
        return new Usage(
                cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes, processed - earlier.processed);
    }
}
