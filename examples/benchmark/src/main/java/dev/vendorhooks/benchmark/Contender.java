package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A process under load, and what a request costs it turn by turn. */
abstract class Contender implements AutoCloseable {

    private final int requestsATurn;
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();

    Contender(int requestsATurn) {
        this.requestsATurn = requestsATurn;
    }

    /** Has the contenders take turns in an order that rotates, and forgets what the first {@code warmUp} turns cost. */
    static void compare(List<? extends Contender> contenders, int warmUp, int turns) throws Exception {
        List<Contender> order = new ArrayList<>(contenders);
        for (int turn = 0; turn < warmUp + turns; turn++) {
            for (Contender contender : order) {
                if (turn == warmUp) {
                    contender.bytes.clear();
                    contender.cpuMicros.clear();
                }
                contender.turn();
            }
            Collections.rotate(order, 1);
        }
    }

    private void turn() throws Exception {
        Usage used = use(requestsATurn);
        bytes.add((double) used.allocatedBytes() / requestsATurn);
        cpuMicros.add(used.cpuNanos() / 1e3 / requestsATurn);
    }

    /** What {@code requests} requests cost the process; throws if one of them does not end as it should. */
    abstract Usage use(int requests) throws Exception;

    /** Bytes allocated per request, by turn. */
    List<Double> bytes() {
        return bytes;
    }

    /** Microseconds of processor time per request, by turn. */
    List<Double> cpuMicros() {
        return cpuMicros;
    }

    @Override
    public abstract void close() throws IOException;
}
