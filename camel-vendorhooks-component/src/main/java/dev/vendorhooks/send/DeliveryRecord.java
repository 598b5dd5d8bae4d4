package dev.vendorhooks.send;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A delivery as the page of the generic vendor lists it.
 *
 * @param id the delivery's id
 * @param eventId the event's id, null where the event has none
 * @param status {@code success} or {@code failed}, as of the latest attempt
 * @param statusCode the status of the latest answer, null if there was none
 * @param attempts how many attempts were made
 * @param deliveredAt when it succeeded, in whole seconds, ISO-8601 and UTC; null if it did not
 * @param error why the latest attempt failed; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeliveryRecord(
        String id,
        @JsonProperty("event_id") String eventId,
        String status,
        @JsonProperty("status_code") Integer statusCode,
        int attempts,
        @JsonProperty("delivered_at") String deliveredAt,
        String error) {}
