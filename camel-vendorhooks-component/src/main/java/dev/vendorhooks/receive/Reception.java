package dev.vendorhooks.receive;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.signature.Refusal;
import java.util.Optional;

/** What became of a request. */
public sealed interface Reception {

    /**
     * The route has to run; then the claim is confirmed or released.
     *
     * @param sameIdOtherBody whether an earlier delivery bore the same event id with another body
     */
    record Accepted(Delivery delivery, Claim claim, boolean sameIdOtherBody) implements Reception {}

    /** The event was routed before. */
    record Duplicate(Delivery delivery) implements Reception {}

    /** The event is being routed right now; how that ends is not known yet. */
    record InFlight(Delivery delivery) implements Reception {}

    /** The endpoint does not route events of this type. */
    record Ignored(Delivery delivery) implements Reception {}

    /**
     * The request is not acceptable.
     *
     * @param delivery what was refused, where the request is authentic all the same
     */
    record Refused(Refusal reason, Optional<Delivery> delivery) implements Reception {

        Refused(Refusal reason) {
            this(reason, Optional.empty());
        }
    }

    /** Whether the request is authentic cannot be told yet, as the vendor is being asked for its secret. */
    record Undecided() implements Reception {}

    /** The right to route an event, given to one delivery at a time. */
    interface Claim {

        /** The claim of a delivery that nothing identifies. */
        Claim NONE = new Claim() {
            @Override
            public boolean store() {
                return true;
            }

            @Override
            public void release() {}
        };

        /**
         * The event was routed: remembers that, and goes on holding the claim.
         *
         * @return false if it was remembered already, as another node routed the event at the same time
         * @throws ClaimStoreException if that could not be stored
         */
        boolean store();

        /** Gives the claim back: unless it was stored, the event's next delivery is not a duplicate. */
        void release();

        /**
         * The event was routed: it is a duplicate from now on.
         *
         * @throws ClaimStoreException if that could not be stored; the claim is given back all the same
         */
        default void confirm() {
            try {
                store();
            } finally {
                release();
            }
        }
    }
}
