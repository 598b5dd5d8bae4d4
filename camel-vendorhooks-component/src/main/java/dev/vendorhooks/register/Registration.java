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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an endpoint's webhook registered with its vendor, and lets the endpoint accept what the vendor signs with.
 *
 * <p>Nothing is asked of the vendor unless somebody calls: at the start, at a health check, and when a signature fits no
 * secret, as the vendor may sign with another one by then.
 */
public final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_MISMATCHES = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Secrets secrets;

    /** Held while the vendor is asked. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile Instant asked = Instant.MIN;
    private volatile boolean changing;
    private volatile WebhookRegistration registered;
    private volatile String problem = "the webhook is not registered yet";

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
     * @param wanted the webhook
     * @param events which types of event are wanted
     * @param replace whether a webhook that is not ours may be replaced
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

    /**
     * Makes sure that the vendor delivers to the endpoint, and has the endpoint accept the secret that it signs with.
     *
     * @throws IllegalStateException if that fails; the message names the endpoint, and the cause tells whether the vendor
     *     refused or an option is wrong
     */
    public void register() {
        asking.lock();
        try {
            asked = settings.clock.instant();
            WebhookRegistration former = registered;
            // within the store: of several replicas one comes after the other
            String text = settings.store.update(settings.storeName, kept -> {
                Optional<KeptRegistration> before = read(kept);
                Optional<WebhookRegistration> certain =
                        before.filter(KeptRegistration::isCertain).map(KeptRegistration::registration);
                return next(before, settings.api.register(settings.wanted, settings.events, certain, settings.replace));
            });
            accept(KeptRegistration.read(text));
            problem = null;
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
            problem = e.getMessage();
            throw new IllegalStateException(settings.endpoint + " cannot be registered: " + problem, e);
        } finally {
            asking.unlock();
        }
    }

    /** Removes the webhook at the vendor, if it was registered. A failure is logged. */
    public void deregister() {
        asking.lock();
        try {
            if (registered != null) {
                settings.api.deregister(registered);
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: the webhook {} cannot be removed: {}", settings.endpoint, registered.id(), e.getMessage());
        } finally {
            asking.unlock();
        }
    }

    /** Why the vendor does not deliver to the endpoint, as far as is known; empty if all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * As {@link #problem}, but registers again if the vendor was not asked within the last minute, as somebody may have
     * deleted the webhook.
     */
    public Optional<String> check() {
        registerIfDue(BETWEEN_CHECKS);
        return problem();
    }

    /**
     * Whether the endpoint accepts other secrets by now than {@code judged}, of which none fits a signature. Waits for a
     * change that is under way; else asks the vendor, unless it was asked within the last half minute.
     */
    public boolean hasOtherSecrets(List<Secret> judged) {
        if (changing) {
            waitForChange();
        } else if (settings.api.secretSource().isVendors()) {
            registerIfDue(BETWEEN_MISMATCHES);
        }
        return secrets.accepted(settings.clock.instant()) != judged;
    }

    /**
     * Has the vendor sign with another secret.
     *
     * @throws UnsupportedOperationException if its API cannot; the message says what to do instead
     */
    public void rotateSecret() {
        change(() -> settings.api.rotateSecret(registered));
    }

    /**
     * Calls the vendor's API in a way that may change the secret. Whatever the vendor signs with a new one before its
     * answer is here waits for that answer.
     *
     * @param call returns what the vendor answered
     * @return the same
     */
    public Object change(Supplier<Object> call) {
        asking.lock();
        changing = true;
        try {
            // should the answer never come, what is kept tells that the vendor's secret may be another by then
            settings.store.update(
                    settings.storeName, kept -> known(kept).uncertain().write());
            // and the next check or mismatch asks at once
            asked = Instant.MIN;
            AtomicReference<Object> answer = new AtomicReference<>();
            String text = settings.store.update(settings.storeName, kept -> {
                answer.set(call.get());
                return isOurs(answer.get())
                        ? next(Optional.of(known(kept)), (WebhookRegistration) answer.get())
                        : known(kept).write();
            });
            if (isOurs(answer.get())) {
                accept(KeptRegistration.read(text));
            }
            return answer.get();
        } finally {
            changing = false;
            asking.unlock();
        }
    }

    private boolean isOurs(Object answer) {
        return answer instanceof WebhookRegistration webhook
                && webhook.secret() != null
                && PublicUrl.isSame(webhook.url(), settings.wanted.url());
    }

    /** Whether this registration is made with {@code api}, and concerns the webhook with that id, or any if null. */
    public boolean concerns(WebhookApi api, String id) {
        return settings.api == api && registered != null && (id == null || id.equals(registered.id()));
    }

    private void registerIfDue(Duration period) {
        if (!isDue(period) || !asking.tryLock()) {
            return;
        }
        try {
            if (isDue(period)) {
                register();
            }
        } catch (RuntimeException e) {
            LOG.warn("{}; it goes on with the secrets that it knows", e.getMessage());
        } finally {
            asking.unlock();
        }
    }

    private boolean isDue(Duration period) {
        return !settings.clock.instant().isBefore(asked.plus(period));
    }

    private void waitForChange() {
        try {
            if (asking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                asking.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        asked = now;
    }

    private String next(Optional<KeptRegistration> before, WebhookRegistration webhook) {
        Instant now = settings.clock.instant();
        return KeptRegistration.next(before, webhook, now, now.minus(settings.overlap))
                .write();
    }

    private Secret secret(SecretText text) {
        return Secret.of(text.reveal(), settings.keyFormat);
    }

    private KeptRegistration known(Optional<String> kept) {
        return read(kept)
                .orElseThrow(() -> new IllegalStateException(
                        settings.endpoint + ": the secret store has lost " + settings.storeName));
    }

    private Optional<KeptRegistration> read(Optional<String> kept) {
        try {
            return kept.map(KeptRegistration::read);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(settings.endpoint + ": the secret store cannot be used, as under "
                    + settings.storeName + " " + e.getMessage() + ". Remove it to register anew.");
        }
    }
}
