package dev.vendorhooks.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vendorhooks.send.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One delivery, received or sent, and what became of it. A component that has nothing to say is null, a list empty;
 * id, direction and time are always there.
 *
 * @param id names the entry; of a sent delivery the delivery's id
 * @param direction which way it went
 * @param time when the request came, or when the latest attempt began
 * @param endpoint the endpoint for operators, such as {@code vendorhook:glossi}
 * @param place the path that it came in on, or the host that it was sent to
 * @param vendor the vendor's name in this application
 * @param outcome what became of it, in lower case, as the meters name it: {@code accepted}, {@code failed} (accepted, but
 *     the route failed), {@code duplicate}, {@code in_flight}, {@code ignored}, {@code refused}, {@code undecided},
 *     {@code unavailable}; {@code delivered}, {@code retryable}, {@code permanent}
 * @param status the HTTP status of the answer; null if there was none
 * @param reason why it was refused or failed, as the meters name it
 * @param type the event's type
 * @param eventId the event's id
 * @param secret the label of the secret that signed it
 * @param duration from the request to its answer
 * @param replayOf the entry that this one replays
 * @param story how it was judged, step by step
 * @param attempts the attempts to send it
 * @param headers the request's headers by name; null unless they are kept
 * @param body the request's body; null unless it is kept
 * @param bodyRedacted whether fields of the body were taken out, so that it no longer is what was signed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournalEntry(
        String id,
        Direction direction,
        Instant time,
        String endpoint,
        String place,
        String vendor,
        String outcome,
        Integer status,
        String reason,
        String type,
        String eventId,
        String secret,
        Duration duration,
        String replayOf,
        List<Step> story,
        List<Attempt> attempts,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, List<String>> headers,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte[] body,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean bodyRedacted) {

    public JournalEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(time, "time");
        story = story == null ? List.of() : List.copyOf(story);
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
    }

    /** As it is listed: without headers and body. */
    public JournalEntry withoutContent() {
        return new JournalEntry(
                id,
                direction,
                time,
                endpoint,
                place,
                vendor,
                outcome,
                status,
                reason,
                type,
                eventId,
                secret,
                duration,
                replayOf,
                story,
                attempts,
                null,
                null,
                bodyRedacted);
    }

    /** Names the delivery without its payload. */
    @Override
    public String toString() {
        return direction + " " + endpoint + " " + outcome + " " + id;
    }
}
