package dev.vendorhooks.cli;

import java.io.InputStream;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the commands take from the process around them.
 *
 * @param in standard input
 * @param environment an environment variable's value by its name; null if it is not set
 * @param clock tells now
 * @param ids gives a new id each time
 */
record Surroundings(InputStream in, UnaryOperator<String> environment, Clock clock, Supplier<String> ids) {

    static Surroundings ofProcess() {
        return new Surroundings(System.in, System::getenv, Clock.systemUTC(), () -> UUID.randomUUID()
                .toString());
    }
}
