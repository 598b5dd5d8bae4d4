package dev.vendorhooks.register;

import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an endpoint's webhook registered with its vendor, and lets the endpoint accept what the vendor signs with.
 *
 * <p>Nothing is asked of the vendor unless somebody calls: at the start, at a health check, and when a signature fits no
 * secret, as the vendor may sign with another one by then. Whatever may change the secret is written down before it is
 * done, so that a lost answer is known to be lost.
 */
public final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_MISMATCHES = Duration.ofSeconds(30);

    /** For how long, and how many at a time, requests may hold their threads while somebody else asks the vendor. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int MOST_WAITING = 8;
    private static final int MOST_WAITS = 3;

    private final Settings settings;
    private final Secrets secrets;

    /** Held while the vendor is asked. */
    private final ReentrantLock asking = new ReentrantLock();

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile Instant asked = Instant.MIN;
    private volatile WebhookRegistration registered;
    private volatile String problem = "the vendor was not asked yet";
    private volatile String doubt;

    /** Whether a change of the secret failed, so that the vendor may sign with one that nobody here knows. */
    private volatile boolean uncertain;

    /**
     * @param secrets what the endpoint accepts
     */
    public Registration(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /**
     * What to register, and how.
     *
     * @param endpoint names the endpoint in messages
     * @param api the vendor's API
     * @param wanted the webhook, with a secret if it is made here
     * @param events which types of event are wanted
     * @param replace whether the start may replace a webhook that is not ours
     * @param store keeps the registration
     * @param storeName the name it is kept under
     * @param configured secrets that are accepted besides that of the webhook
     * @param keyFormat how the vendor's secrets are written
     * @param overlap how long a secret is accepted after it was replaced
     * @param clock tells now
     */
    public record Settings(
            String endpoint,
            WebhookApi api,
            WebhookRegistration wanted,
            EventFilter events,
            boolean replace,
            SecretStore store,
            String storeName,
            List<Secret> configured,
            KeyFormat keyFormat,
            Duration overlap,
            Clock clock) {}

    /** What becomes of a signature that fits no secret. */
    public enum Renewal {
        /** The endpoint accepts other secrets by now. */
        OTHER_SECRETS,
        /** The vendor signs with what the endpoint knows, as far as can be told. */
        SAME_SECRETS,
        /** The vendor is being asked. */
        UNDECIDED
    }

    // ---- what is asked

    /**
     * Makes sure that the vendor delivers to the endpoint, and has the endpoint accept the secret that it signs with.
     *
     * @throws IllegalStateException if that fails; the message names the endpoint, and the cause tells whether the vendor
     *     refused or an option is wrong
     */
    public void register() {
        asking.lock();
        try {
            WebhookRegistration former = registered;
            KeptRegistration kept = update(this::found);
            if (!kept.isCertain()) {
                problem = "the webhook is not there, or not as it should be";
                update(before -> accepted(
                        before, settings.api.register(wanted(before), settings.events, certain(before), mayReplace())));
            }
            problem = null;
            doubt = null;
            if (former == null) {
                LOG.info("{} is registered: the vendor delivers to {}", settings.endpoint, registered.url());
            } else if (!Objects.equals(former.id(), registered.id())) {
                LOG.warn(
                        "{}: the webhook {} was gone; {} was registered",
                        settings.endpoint,
                        former.id(),
                        registered.id());
            }
        } catch (RuntimeException e) {
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            if (problem != null || e instanceof IllegalArgumentException) {
                problem = text;
            } else {
                doubt = text;
            }
            throw new IllegalStateException(settings.endpoint + " cannot be registered: " + text, e);
        } finally {
            // a call that failed may have taken longer than the time between two
            asked = settings.clock.instant();
            asking.unlock();
        }
    }

    /** The webhook that is there, if it is as wanted; else that its secret is about to change. */
    private KeptRegistration found(Optional<KeptRegistration> before) {
        return settings.api
                .find(wanted(before), settings.events, certain(before), mayReplace())
                .map(webhook -> accepted(before, webhook))
                .orElseGet(() -> begun(before));
    }

    /** Removes the webhook at the vendor, if it was registered. A failure is logged. */
    public void deregister() {
        asking.lock();
        try {
            if (registered != null) {
                settings.api.deregister(registered);
                registered = null;
                problem = "the webhook was removed";
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: the webhook {} cannot be removed: {}", settings.endpoint, registered.id(), e.getMessage());
        } finally {
            asking.unlock();
        }
    }

    /** Registers again unless the vendor was asked within the last minute, as somebody may have deleted the webhook. */
    public void check() {
        if (isDue(BETWEEN_CHECKS) && asking.tryLock()) {
            registerIfDue(BETWEEN_CHECKS);
        }
    }

    /** Why the vendor does not deliver to the endpoint; empty if it does as far as is known. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Why the vendor could not be asked whether it still delivers; empty if it could. */
    public Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }

    /**
     * Tells what to do with a signature that none of {@code judged} gives. If the vendor is being asked, waits for that;
     * else asks it, unless it was asked within the last half minute.
     *
     * @param judged what the endpoint accepted when the signature was judged
     */
    public Renewal renewal(List<Secret> judged) {
        for (int waits = 0; isAcceptedStill(judged) && (asking.isLocked() || isDue(BETWEEN_MISMATCHES)); waits++) {
            if (asking.tryLock()) {
                registerIfDue(BETWEEN_MISMATCHES);
                break;
            }
            if (waits == MOST_WAITS || !waitForAnswer()) {
                return Renewal.UNDECIDED;
            }
        }
        if (!isAcceptedStill(judged)) {
            return Renewal.OTHER_SECRETS;
        }
        return uncertain ? Renewal.UNDECIDED : Renewal.SAME_SECRETS;
    }

    // ---- what changes the secret

    /**
     * Has the vendor sign with another secret.
     *
     * @throws UnsupportedOperationException if its API cannot; the message says what to do instead
     */
    public void rotateSecret() {
        change(settings.api::rotateSecret);
    }

    /**
     * Calls the vendor's API in a way that may change the secret. Whatever the vendor signs with a new one before its
     * answer is here waits for that answer.
     *
     * @param call takes the webhook as registered and returns what the vendor answered
     * @return the same
     * @throws IllegalStateException if the endpoint is not registered
     */
    public Object change(Function<WebhookRegistration, Object> call) {
        asking.lock();
        try {
            if (registered == null) {
                throw new IllegalStateException(settings.endpoint + " is not registered: " + problem);
            }
            if (settings.api.secretSource() == SecretSource.MADE_HERE
                    || settings.api.secretSource() == SecretSource.CONFIGURED) {
                // the vendor makes no secret
                return call.apply(registered);
            }
            return changeSecret(call);
        } finally {
            asking.unlock();
        }
    }

    private Object changeSecret(Function<WebhookRegistration, Object> call) {
        Change change = new Change();
        try {
            while (!change.called) {
                update(before -> {
                    change.wasCertain = before.orElseThrow().isCertain();
                    return begun(before);
                });
                update(before -> made(change, call, before));
            }
        } catch (RuntimeException e) {
            if (change.called && change.answer == null) {
                uncertain = true;
                problem = "a change of the secret failed: " + e.getMessage();
            }
            throw e;
        } finally {
            if (!isOurs(change.answer)) {
                // the next mismatch or check finds out what came of it
                asked = Instant.MIN;
            }
        }
        if (change.refusal != null) {
            throw change.refusal;
        }
        return change.answer;
    }

    /** Makes the change, unless another replica has been here: then a lost answer would not be known to be lost. */
    private KeptRegistration made(
            Change change, Function<WebhookRegistration, Object> call, Optional<KeptRegistration> before) {
        KeptRegistration known = before.orElseThrow();
        if (known.isCertain()) {
            return known;
        }
        change.called = true;
        try {
            change.answer = call.apply(known.registration());
        } catch (IllegalArgumentException e) {
            // nothing was asked of the vendor
            change.refusal = e;
            return change.wasCertain ? known.certain() : known;
        }
        return isOurs(change.answer) ? accepted(before, (WebhookRegistration) change.answer) : known;
    }

    /** A call that may change the secret, and what came of it. */
    private static final class Change {
        private boolean wasCertain;
        private boolean called;
        private Object answer;
        private IllegalArgumentException refusal;
    }

    private boolean isOurs(Object answer) {
        return answer instanceof WebhookRegistration webhook
                && webhook.secret() != null
                && PublicUrl.isSame(webhook.url(), settings.wanted.url());
    }

    /**
     * Whether this registration is made with {@code api}, and concerns the webhook with that id: any if null, or if the
     * vendor has room for one only.
     */
    public boolean concerns(WebhookApi api, String id) {
        boolean isOnlyOne = api.secretSource() == SecretSource.SHOWN_ONCE;
        return settings.api == api && registered != null && (isOnlyOne || id == null || id.equals(registered.id()));
    }

    /** Accepts secrets that were replaced no longer, here and after a start with the same store. */
    public void endReplacedSecrets() {
        secrets.endReplaced(settings.clock.instant());
        asking.lock();
        try {
            if (settings.store.read(settings.storeName).isPresent()) {
                update(before -> before.orElseThrow().withoutReplaced());
            }
            // what came in between
            secrets.endReplaced(settings.clock.instant());
        } finally {
            asking.unlock();
        }
    }

    // ---- when to ask

    /** With the lock, which it gives back. */
    private void registerIfDue(Duration period) {
        try {
            if (registered != null && isDue(period)) {
                register();
            }
        } catch (IllegalStateException e) {
            LOG.warn("{}; it goes on with the secrets that it knows", e.getMessage());
        } finally {
            asking.unlock();
        }
    }

    private boolean isDue(Duration period) {
        return !settings.clock.instant().isBefore(asked.plus(period));
    }

    private boolean isAcceptedStill(List<Secret> judged) {
        return secrets.accepted(settings.clock.instant()) == judged;
    }

    /** Whether the vendor has been asked by now; not if that takes too long, or too many wait. */
    private boolean waitForAnswer() {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            boolean answered = asking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (answered) {
                asking.unlock();
            }
            return answered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    // ---- what is kept

    /** Changes what is kept, while no other replica can. What a store has lost is still known here. */
    private KeptRegistration update(Function<Optional<KeptRegistration>, KeptRegistration> change) {
        return KeptRegistration.read(settings.store.update(settings.storeName, kept -> change.apply(
                        read(kept).or(() -> Optional.ofNullable(registered).map(KeptRegistration::of)))
                .write()));
    }

    private Optional<KeptRegistration> read(Optional<String> kept) {
        try {
            return kept.map(KeptRegistration::read);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the secret store cannot be used, as under " + settings.storeName + " "
                    + e.getMessage() + ". Remove it to register anew.");
        }
    }

    /** What is kept from before a change of the secret until its end. */
    private KeptRegistration begun(Optional<KeptRegistration> before) {
        return before.orElseGet(() -> KeptRegistration.of(settings.wanted)).uncertain();
    }

    /** What to keep of a webhook as registered. It is accepted even if it cannot be kept. */
    private KeptRegistration accepted(Optional<KeptRegistration> before, WebhookRegistration webhook) {
        Instant now = settings.clock.instant();
        KeptRegistration kept = KeptRegistration.next(before, webhook, now, now.minus(settings.overlap));
        accept(kept);
        return kept;
    }

    /** What is kept of the vendor's webhook. Where nobody can look it up, a start registers it anyway. */
    private Optional<WebhookRegistration> certain(Optional<KeptRegistration> before) {
        return settings.api.secretSource() == SecretSource.CONFIGURED && registered == null
                ? Optional.empty()
                : before.filter(KeptRegistration::isCertain).map(KeptRegistration::registration);
    }

    /** With the secret that an earlier attempt told the vendor, unless one is configured: the vendor may have taken it. */
    private WebhookRegistration wanted(Optional<KeptRegistration> before) {
        Optional<SecretText> told = before.map(kept -> kept.registration().secret());
        return settings.api.secretSource() == SecretSource.MADE_HERE
                        && settings.configured.isEmpty()
                        && told.isPresent()
                ? settings.wanted.withSecret(told.get())
                : settings.wanted;
    }

    /** Once it is registered, somebody who takes the place is not driven out again: two would do so for ever. */
    private boolean mayReplace() {
        return settings.replace && registered == null;
    }

    private void accept(KeptRegistration kept) {
        Instant now = settings.clock.instant();
        List<Secret> current = new ArrayList<>();
        if (kept.registration().secret() != null) {
            current.add(secret(kept.registration().secret()));
        }
        current.addAll(settings.configured);
        secrets.replace(current, settings.overlap, now);
        kept.replaced().forEach(old -> secrets.addReplaced(secret(old.secret()), old.time(), settings.overlap, now));
        registered = kept.registration();
        uncertain = false;
        asked = now;
    }

    private Secret secret(SecretText text) {
        return Secret.of(text.reveal(), settings.keyFormat);
    }
}
