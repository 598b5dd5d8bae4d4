package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.register.MemorySecretStore;
import dev.vendorhooks.test.VendorSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options with which an endpoint cannot register itself. None of them makes it call the vendor. */
class RegistrationStartTest {

    @RegisterExtension
    static final VendorSimulator VENDOR = VendorSimulator.vntana();

    private static final String HTTPS = "publicUrl=https://hooks.example.com";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            glossi  | apiKey=k                                  | option 'publicUrl' is missing: the https URL under which
            glossi  | apiKey=k&publicUrl=http://example.com     | option 'publicUrl' cannot be used: it is not https
            glossi  | apiKey=k&publicUrl=https://e.com?token=xy | option 'publicUrl' cannot be used: it has a query
            glossi  | apiKey=k&publicUrl=https://u:pw@e.com     | option 'publicUrl' cannot be used: The target URL has user-info
            glossi  | apiKey=k&publicUrl=e.com                  | option 'publicUrl' cannot be used: The target URL is not absolute
            glossi  | HTTPS                                     | option 'apiKey' is missing
            glossi  | HTTPS&apiKey=k&apiUrl=http://example.com  | option 'apiUrl' must be an https URL
            glossi  | HTTPS&apiKey=k&apiUrl=e.com               | option 'apiUrl' cannot be used: The target URL is not absolute
            glossi  | HTTPS&apiKey=k&apiUrl=https://e.com?t=xy  | option 'apiUrl' must be an https URL
            glossi  | HTTPS&apiKey=k&secretStore=#store&secretStoreDirectory=target/s | option 'secretStoreDirectory' has no effect beside 'secretStore'
            glossi  | HTTPS&apiKey=k&rotationOverlap=-1         | option 'rotationOverlap' must not be negative
            glossi  | HTTPS&apiKey=k&secret=%20                 | option 'secret' is empty
            vntana  | HTTPS&organizationUuid=o&email=e          | option 'apiKey'
            vntana  | HTTPS&apiKey=k&email=e                    | option 'organizationUuid' is missing
            vntana  | HTTPS&apiKey=k&organizationUuid=o         | option 'email' is missing
            generic | HTTPS&apiKey=k&secretStore=#store         | option 'apiUrl' is missing
            generic | HTTPS&apiKey=k&apiUrl=https://e.com       | option 'secretStoreDirectory' or 'secretStore' is needed
            generic | HTTPS&apiKey=k&apiUrl=https://e.com&secretStore=#store&deregister=onStop | option 'deregister' cannot be onStop
            kaedim  | HTTPS&apiKey=k&developerId=d              | option 'secret' is needed
            kaedim  | HTTPS&apiKey=k&secret=s                   | option 'developerId' is missing
            kaedim  | HTTPS&apiKey=k&developerId=d&secret=s&deregister=onStop | option 'deregister' cannot be onStop
            makini  | HTTPS&apiKey=k                            | Developer Portal > Developers > Webhooks
            """)
    void saysWhichOptionToSet(String vendor, String options, String problem) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("store", new MemorySecretStore());
            String uri = "vendorhook:" + vendor + "?autoRegister=true&" + options.replace("HTTPS", HTTPS);

            assertThatThrownBy(() -> server.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(uri).process(server::keep);
                        }
                    }))
                    .rootCause()
                    .satisfies(e -> assertThat(chain(e)).contains(problem).doesNotContain("xy", "pw@"))
                    .satisfies(e -> assertThat(chain(e)).contains("vendorhook:" + vendor));
        }
    }

    private static String chain(Throwable error) {
        return String.valueOf(error.getMessage());
    }
}
