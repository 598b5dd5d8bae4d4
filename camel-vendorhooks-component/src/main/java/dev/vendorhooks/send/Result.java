package dev.vendorhooks.send;

import java.util.Optional;

/**
 * What came of an attempt.
 *
 * @param attempt the attempt
 * @param response the answer, if there was one
 * @param failure why it failed, if it did
 */
public record Result(Attempt attempt, Optional<Response> response, Optional<DeliveryException> failure) {}
