package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.FileSecretStore;
import dev.vendorhooks.register.PublicUrl;
import dev.vendorhooks.register.Registration;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.vendor.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of an endpoint's options what registers it. Each problem is named with its option. */
final class RegistrationOptions {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationOptions.class);

    private final VendorhookEndpoint endpoint;
    private final VendorhookConfiguration options;
    private final Vendor vendor;

    RegistrationOptions(VendorhookEndpoint endpoint, Vendor vendor) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.vendor = vendor;
    }

    /** The vendor's API, which all endpoints with the same account share. */
    WebhookApi api() {
        ApiAccount account = new ApiAccount(
                Optional.ofNullable(options.getApiUrl()).map(url -> endpoint.parsed("apiUrl", url, Target::of)),
                SecretText.of(options.getApiKey()),
                options.getEmail(),
                SecretText.of(options.getPassword()),
                options.getOrganizationUuid(),
                options.getClientUuid(),
                options.getDeveloperId());
        try {
            return endpoint.getComponent().api(endpoint.getVendor(), vendor, account, endpoint.httpSettings(false));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // without the cause, which says the same but for the endpoint
            throw new IllegalArgumentException(endpoint + ": " + e.getMessage());
        }
    }

    /**
     * The registration of an endpoint with autoRegister.
     *
     * @param configured the secrets of the option {@code secret}, which may be none
     */
    Registration registration(EventFilter events, List<Secret> configured, Secrets secrets) {
        WebhookApi api = api();
        SecretSource source = api.secretSource();
        if (options.getDeregister() == Deregister.ON_STOP && !api.canDeregister()) {
            throw endpoint.invalid("deregister", "cannot be onStop, as the vendor's API removes no webhooks");
        }
        if (source == SecretSource.CONFIGURED && configured.isEmpty()) {
            throw endpoint.invalid("secret", "is needed, as the vendor's API does not tell it");
        }
        boolean kept = options.getSecretStore() != null || options.getSecretStoreDirectory() != null;
        if (source == SecretSource.MADE_HERE && !kept) {
            throw endpoint.invalid(
                    "secretStoreDirectory",
                    "or 'secretStore' is needed: the vendor's API lists no webhooks, so each start would make another one");
        }
        if (source == SecretSource.SHOWN_ONCE && !kept) {
            LOG.warn(
                    "{} has no secret store: each start registers it anew and changes the secret, and of several replicas only"
                            + " the last one knows it. Set 'secretStoreDirectory' or 'secretStore'.",
                    endpoint);
        }
        WebhookRegistration wanted = wanted(source);
        return new Registration(
                new Registration.Settings(
                        endpoint.toString(),
                        api,
                        wanted,
                        events,
                        options.isReplace(),
                        secretStore(),
                        storeName(wanted.url()),
                        configured,
                        vendor.signatures().keyFormat(),
                        Duration.ofMillis(options.getRotationOverlap()),
                        endpoint.getComponent().getClock()),
                secrets);
    }

    private WebhookRegistration wanted(SecretSource source) {
        if (options.getPublicUrl() == null) {
            throw endpoint.invalid(
                    "publicUrl", "is missing: the https URL under which the vendor reaches this application");
        }
        String url = endpoint.parsed("publicUrl", options.getPublicUrl(), base -> PublicUrl.of(base, endpoint.path()));
        WebhookRegistration wanted = WebhookRegistration.to(url);
        if (source != SecretSource.MADE_HERE) {
            return wanted;
        }
        String configured = options.getSecret();
        return wanted.withSecret(
                configured == null
                        ? SecretText.random()
                        : SecretText.of(configured.strip().split("\\s+")[0]));
    }

    private SecretStore secretStore() {
        if (options.getSecretStore() != null && options.getSecretStoreDirectory() != null) {
            throw endpoint.invalid("secretStoreDirectory", "has no effect beside 'secretStore'; remove one of the two");
        }
        if (options.getSecretStoreDirectory() != null) {
            return endpoint.parsed(
                    "secretStoreDirectory",
                    options.getSecretStoreDirectory(),
                    directory -> new FileSecretStore(Path.of(directory)));
        }
        return options.getSecretStore() != null
                ? options.getSecretStore()
                : endpoint.getComponent().memorySecretStore();
    }

    private String storeName(String url) {
        return VendorhookConstants.SCHEME + "-"
                + UUID.nameUUIDFromBytes((endpoint.getVendor() + " " + url).getBytes(UTF_8));
    }
}
