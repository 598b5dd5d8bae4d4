package dev.vendorhooks.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.Sha256;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Claim;
import dev.vendorhooks.receive.Reception.Duplicate;
import dev.vendorhooks.receive.Reception.InFlight;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each event be routed once, in two phases: claimed before the route in this JVM only, stored after it succeeded.
 * A crash in between means one more delivery and never a lost one.
 */
public final class Claims {

    private static final int REMEMBERED_IDS = 10_000;
    private static final int LONGEST_REMEMBERED_ID = 512;
    private static final Base64.Encoder KEY_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final MessageDigest scope;
    private final ClaimStore store;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Map<String, String> keysById = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED_IDS;
        }
    };

    /**
     * @param scope keeps the claims of one endpoint from those of another in the same store
     */
    public Claims(String scope, ClaimStore store) {
        this.scope = Sha256.newDigest();
        this.scope.update((scope + '\n').getBytes(UTF_8));
        this.store = store;
    }

    /**
     * Claims the event of {@code delivery}. A delivery without id is always accepted: losing a change is worse than
     * seeing it twice.
     *
     * @throws ClaimStoreException if the store cannot tell; nothing is claimed then
     */
    Reception claim(Delivery delivery) {
        if (delivery.id().isEmpty()) {
            return new Accepted(delivery, Claim.NONE, false);
        }
        String key = key(delivery.id().get(), delivery.body());
        if (!inFlight.add(key)) {
            return new InFlight(delivery);
        }
        if (isStored(key)) {
            inFlight.remove(key);
            return new Duplicate(delivery);
        }
        return new Accepted(
                delivery, new StoredClaim(key), hasOtherBody(delivery.id().get(), key));
    }

    /**
     * Asks the store for an event that there is not.
     *
     * @throws ClaimStoreException if it cannot be reached
     */
    public void check() {
        isStored(key("", new byte[0]));
    }

    private boolean isStored(String key) {
        try {
            return store.contains(key);
        } catch (RuntimeException | Error e) {
            // else the event counts as being routed for ever
            inFlight.remove(key);
            throw new ClaimStoreException("The claim store cannot be read", e);
        }
    }

    private boolean hasOtherBody(String id, String key) {
        String name = id.length() <= LONGEST_REMEMBERED_ID ? id : id.substring(0, LONGEST_REMEMBERED_ID);
        synchronized (keysById) {
            // the first body keeps the id, so that the other one is an other one too when it is delivered again
            String first = keysById.putIfAbsent(name, key);
            return first != null && !first.equals(key);
        }
    }

    /** Names scope, id and body in 43 characters, so that it fits the key column of any store. */
    private String key(String id, byte[] body) {
        try {
            MessageDigest digest = (MessageDigest) scope.clone();
            digest.update(id.getBytes(UTF_8));
            digest.update((byte) '\n');
            return KEY_TEXT.encodeToString(digest.digest(body));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The SHA-256 of this Java runtime cannot be used", e);
        }
    }

    private final class StoredClaim implements Claim {

        private final String key;

        StoredClaim(String key) {
            this.key = key;
        }

        @Override
        public boolean store() {
            try {
                return store.add(key);
            } catch (RuntimeException | Error e) {
                throw new ClaimStoreException("The claim store cannot be written", e);
            }
        }

        @Override
        public void release() {
            inFlight.remove(key);
        }
    }
}
