package dev.vendorhooks.vendor.makini;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vendorhooks.register.ApiAccount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MakiniVendorTest {

    @Test
    void saysWhereWebhooksAreRegisteredByHand() {
        ApiAccount account = new ApiAccount(Optional.empty(), null, null, null, null, null, null);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new MakiniVendor().api(account, null))
                .withMessage(
                        "Makini has no API for webhooks. Register this endpoint's URL by hand in Makini's Developer"
                                + " Portal > Developers > Webhooks, and set 'secret' to the secret shown there.");
    }
}
