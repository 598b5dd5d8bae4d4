package dev.vendorhooks.send;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver.
 *
 * @param time when it began, which is the time signed
 * @param duration how long it took
 * @param outcome what became of it
 * @param status the status of the answer, null if there was none
 * @param error why it failed, null if it did not
 */
public record Attempt(Instant time, Duration duration, Outcome outcome, Integer status, ErrorKind error) {}
