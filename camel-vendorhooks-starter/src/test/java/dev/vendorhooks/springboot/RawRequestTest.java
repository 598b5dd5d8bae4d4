package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RawRequestTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "9, 9", "10, 10", "11, 11", "12, 11", "100000, 11"})
    void endsOneByteAfterTheLargestBody(int sent, int read) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[sent]);

        InputStream bytewise = new RawRequest(request, 10).getInputStream();
        int count = 0;
        while (bytewise.read() >= 0) {
            count++;
        }
        assertThat(count).isEqualTo(read);

        request.setContent(new byte[sent]);
        assertThat(new RawRequest(request, 10).getInputStream().readAllBytes()).hasSize(read);
    }
}
