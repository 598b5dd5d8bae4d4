package dev.vendorhooks.send;

import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes single attempts to deliver. Whether there is another one is for the caller to decide.
 *
 * @param vendorName the name that the vendor has in this application
 * @param signatures how it signs
 * @param secret what it signs with
 * @param idHeader a header that is to bear the delivery's id, beside what the vendor signs
 * @param retryable which statuses are worth another attempt
 * @param excerptLength how many bytes of the answer an exception holds
 * @param client what posts
 * @param clock tells now, which is the time signed
 */
public record Sender(
        String vendorName,
        SignatureScheme signatures,
        Secret secret,
        Optional<String> idHeader,
        StatusRanges retryable,
        int excerptLength,
        WebhookClient client,
        Clock clock) {

    private static final byte[] NOTHING = {};

    /**
     * Signs {@code body} with the time that it is now, posts it and says what came of it.
     *
     * @param id the delivery's id, the same in all attempts; visible ASCII
     * @param body one JSON object; this very array is signed and sent, and must not be changed
     * @param whenDone is called once, by a thread that must not be held
     */
    public void send(Target target, String id, byte[] body, Consumer<Result> whenDone) {
        Instant time = clock.instant();
        long started = System.nanoTime();
        Map<String, String> headers = new LinkedHashMap<>(signatures.sign(body, id, time, secret));
        idHeader.ifPresent(name -> headers.put(name, id));
        client.post(target, headers, body, (response, error) -> {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            whenDone.accept(result(target, id, time, duration, response, error));
        });
    }

    private Result result(
            Target target, String id, Instant time, Duration duration, Response response, Throwable error) {
        if (response != null && response.status() / 100 == 2) {
            Attempt attempt = new Attempt(time, duration, Outcome.DELIVERED, response.status(), null);
            return new Result(attempt, Optional.of(response), Optional.empty());
        }
        DeliveryException failure = response != null ? answered(target, id, response) : unanswered(target, id, error);
        Outcome outcome = failure instanceof RetryableDeliveryException ? Outcome.RETRYABLE : Outcome.PERMANENT;
        Attempt attempt = new Attempt(time, duration, outcome, failure.getStatus(), failure.getKind());
        return new Result(attempt, Optional.ofNullable(response), Optional.of(failure));
    }

    private DeliveryException answered(Target target, String id, Response response) {
        int status = response.status();
        byte[] excerpt = Arrays.copyOf(response.body(), Math.min(excerptLength, response.body().length));
        Failure failure = new Failure(
                vendorName, id, target.host(), status, ErrorKind.STATUS, excerpt, "the answer was " + status, null);
        return retryable.contains(status)
                ? new RetryableDeliveryException(failure)
                : new PermanentDeliveryException(failure);
    }

    private DeliveryException unanswered(Target target, String id, Throwable cause) {
        ErrorKind kind = ErrorKind.of(cause);
        // what breaks the protocol may quote the request, and with it the signature
        boolean quotes = kind == ErrorKind.PROTOCOL;
        Failure failure = new Failure(
                vendorName,
                id,
                target.host(),
                null,
                kind,
                NOTHING,
                quotes ? "the answer is not HTTP as it should be" : cause.toString(),
                quotes ? null : cause);
        return kind == ErrorKind.REFUSED
                ? new PermanentDeliveryException(failure)
                : new RetryableDeliveryException(failure);
    }
}
