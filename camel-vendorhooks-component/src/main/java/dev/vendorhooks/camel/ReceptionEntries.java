package dev.vendorhooks.camel;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.Sha256;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Duplicate;
import dev.vendorhooks.receive.Reception.Ignored;
import dev.vendorhooks.receive.Reception.InFlight;
import dev.vendorhooks.receive.Reception.Refused;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.SignatureScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal says of the requests to one consumer.
 *
 * @param endpoint the endpoint for operators
 * @param path the path that it listens on
 * @param receiver how it judges
 */
record ReceptionEntries(String endpoint, String path, Receiver receiver) {

    JournalEntry routed(Arrival arrival, Accepted accepted, boolean failed, int status) {
        Optional<String> secret = secret(arrival);
        List<Step> story = story(arrival, accepted, secret);
        String took = "took " + arrival.routeTime().toMillis() + " ms";
        story.add(new Step("route", !failed, failed ? "failed, " + took : took));
        return entry(
                arrival, Optional.of(accepted.delivery()), secret, failed ? "failed" : "accepted", null, status, story);
    }

    JournalEntry answered(Arrival arrival, Reception reception, int status, Optional<String> diagnosis) {
        Optional<String> secret = secret(arrival);
        List<Step> story = story(arrival, reception, secret);
        diagnosis.ifPresent(text -> story.add(new Step("doctor", false, text)));
        String reason = reception instanceof Refused refused ? ReceptionFigures.name(refused.reason()) : null;
        return entry(arrival, delivery(reception), secret, outcome(reception), reason, status, story);
    }

    JournalEntry unanswerable(Arrival arrival, String reason, int status) {
        return entry(arrival, Optional.empty(), secret(arrival), "unavailable", reason, status, new ArrayList<>());
    }

    private JournalEntry entry(
            Arrival arrival,
            Optional<Delivery> delivery,
            Optional<String> secret,
            String outcome,
            String reason,
            int status,
            List<Step> story) {
        return new JournalEntry(
                arrival.id(),
                Direction.RECEIVED,
                receiver.clock().instant().minus(arrival.age()),
                endpoint,
                path,
                receiver.vendorName(),
                outcome,
                status,
                reason,
                delivery.map(Delivery::type).map(PrintableText::of).orElse(null),
                delivery.flatMap(Delivery::id).map(PrintableText::of).orElse(null),
                secret.orElse(null),
                arrival.duration(),
                arrival.replayed().map(JournalEntry::id).orElse(null),
                story,
                List.of(),
                arrival.headersByName(),
                arrival.request().map(WebhookRequest::body).orElse(null),
                false);
    }

    private static String outcome(Reception reception) {
        if (reception instanceof Refused) {
            return "refused";
        }
        if (reception instanceof Duplicate) {
            return "duplicate";
        }
        if (reception instanceof InFlight) {
            return "in_flight";
        }
        if (reception instanceof Ignored) {
            return "ignored";
        }
        return reception instanceof Accepted ? "unavailable" : "undecided";
    }

    private static Optional<Delivery> delivery(Reception reception) {
        if (reception instanceof Accepted accepted) {
            return Optional.of(accepted.delivery());
        }
        if (reception instanceof Duplicate duplicate) {
            return Optional.of(duplicate.delivery());
        }
        if (reception instanceof InFlight inFlight) {
            return Optional.of(inFlight.delivery());
        }
        if (reception instanceof Ignored ignored) {
            return Optional.of(ignored.delivery());
        }
        return reception instanceof Refused refused ? refused.delivery() : Optional.empty();
    }

    /** Which one signed it; to be asked once, as it is computed. */
    private Optional<String> secret(Arrival arrival) {
        SignatureScheme scheme = receiver.vendor().signatures();
        return arrival.request()
                .flatMap(request -> scheme.signer(request, receiver.secrets().known()))
                .flatMap(receiver.secrets()::label);
    }

    // ---- how it was judged, in the order of Receiver.receive

    private List<Step> story(Arrival arrival, Reception reception, Optional<String> secret) {
        List<Step> story = new ArrayList<>();
        Refusal refusal = reception instanceof Refused refused ? refused.reason() : null;
        if (arrival.request().isEmpty()) {
            story.add(new Step("body", false, refusal == null ? "not read" : refusal.explanation()));
            return story;
        }
        WebhookRequest request = arrival.request().get();
        story.add(new Step("body", true, request.body().length + " bytes, SHA-256 " + Sha256.hex(request.body())));
        boolean isAuthentic = refusal == null || refusal == Refusal.STALE || refusal == Refusal.NOT_AN_EVENT;
        if (!isAuthentic || reception instanceof Reception.Undecided) {
            story.add(new Step("signature", false, refusal == null ? "not known yet" : refusal.explanation()));
            return story;
        }
        story.add(new Step("signature", true, "secret " + secret.orElse("unknown") + " gives it" + content()));
        story.add(time(request, refusal == Refusal.STALE));
        if (refusal == Refusal.STALE) {
            return story;
        }
        Optional<Delivery> delivery = delivery(reception);
        story.add(new Step(
                "event",
                delivery.isPresent(),
                delivery.map(event -> PrintableText.of(event.toString())).orElse(Refusal.NOT_AN_EVENT.explanation())));
        if (delivery.isPresent()) {
            story.add(claim(arrival, reception));
        }
        return story;
    }

    private String content() {
        return receiver.vendor().signatures() instanceof HmacScheme scheme ? " over " + scheme.content() : "";
    }

    private Step time(WebhookRequest request, boolean isStale) {
        Optional<Instant> signed = receiver.vendor().signatures().signedTime(request);
        String window = receiver.tolerance().isZero()
                ? "any time is accepted"
                : "the window is " + receiver.tolerance().toSeconds() + " s on either side";
        return new Step(
                "time",
                !isStale,
                signed.map(time -> "signed " + time + "; " + window).orElse("none is signed"));
    }

    private Step claim(Arrival arrival, Reception reception) {
        if (reception instanceof Duplicate) {
            return new Step("claim", false, "the event was routed before");
        }
        if (reception instanceof InFlight) {
            return new Step("claim", false, "the event is being routed right now");
        }
        if (reception instanceof Ignored) {
            return new Step("filter", false, "the option events does not route this type");
        }
        return new Step("claim", true, claim(arrival, (Accepted) reception));
    }

    private String claim(Arrival arrival, Accepted accepted) {
        if (arrival.replayed().isPresent()) {
            return "not asked for a replay";
        }
        if (receiver.claims().isEmpty()) {
            return "not asked, with idempotent=false";
        }
        if (accepted.delivery().id().isEmpty()) {
            return "nothing tells the event from others, so that it is routed each time";
        }
        return accepted.sameIdOtherBody() ? "the event's id came before with another body" : "not routed before";
    }
}
