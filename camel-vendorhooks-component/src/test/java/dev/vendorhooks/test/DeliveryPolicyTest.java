package dev.vendorhooks.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPolicyTest {

    @ParameterizedTest
    @CsvSource({"GLOSSI, PT30S", "MAKINI, PT10S", "GENERIC, PT30S", "VNTANA, PT30S", "KAEDIM, PT30S"})
    void waitsAsLongAsTheVendor(VendorSignature vendor, Duration answerWithin) {
        assertThat(DeliveryPolicy.of(vendor).answerWithin()).isEqualTo(answerWithin);
    }
}
