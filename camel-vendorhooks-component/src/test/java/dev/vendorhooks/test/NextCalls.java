package dev.vendorhooks.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What is to go wrong with the next calls of a vendor's API: {@code vendor.nextCalls(2).to("GET", "/webhooks").fail(503)}.
 * Begins with {@link VendorSimulator#nextCall()}; takes effect with its last method, which says how. A call meets the
 * first fault that is meant for it, one at a time, and calls after the last go well again.
 */
public final class NextCalls {

    private final SimulatedVendor vendor;
    private final Consumer<NextCalls> faults;
    private int left;
    private String method;
    private Pattern path;
    private Function<Supplier<ResponseDefinitionBuilder>, ResponseDefinitionBuilder> effect;

    /** @param faults takes this one when it is complete */
    NextCalls(SimulatedVendor vendor, int count, Consumer<NextCalls> faults) {
        this.vendor = vendor;
        this.left = count;
        this.faults = faults;
    }

    /**
     * Means calls of one kind only, else any call: at VNTANA logging in is one too.
     *
     * @param calledMethod the HTTP method
     * @param calledPath a regular expression for the whole path below {@link VendorSimulator#apiUrl()}, with its leading
     *     slash and without a query
     */
    public NextCalls to(String calledMethod, String calledPath) {
        method = calledMethod;
        path = Pattern.compile(calledPath);
        return this;
    }

    /** They change nothing and answer with {@code status} and an error in the vendor's form. */
    public void fail(int status) {
        begin(answer -> vendor.error(status, "SIMULATED"));
    }

    /** They do what they should, but answer with {@code status} and an error: half a rotation, for example. */
    public void failAfterwards(int status) {
        begin(answer -> {
            answer.get();
            return vendor.error(status, "SIMULATED");
        });
    }

    /** They change nothing and answer with {@code status} and {@code json}. */
    public void answerJson(int status, String json) {
        begin(answer -> aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(json));
    }

    /** They change nothing and answer with {@code status} and a page for people, as proxies do. */
    public void answerHtml(int status) {
        begin(answer -> aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<!DOCTYPE html><title>Please wait</title>"));
    }

    /**
     * They change nothing and answer 200 with {@code success: false}.
     *
     * @param errors the codes in the answer
     * @throws UnsupportedOperationException if this is not VNTANA, the only vendor that does so
     */
    public void refuse(String... errors) {
        vendor.refusal(errors);
        begin(answer -> vendor.refusal(errors));
    }

    /** They do what they should at once, but answer only after {@code delay}. */
    public void slow(Duration delay) {
        begin(answer -> answer.get().withFixedDelay(Math.toIntExact(delay.toMillis())));
    }

    /** They change nothing, and the connection is reset instead of an answer. */
    public void resetConnection() {
        begin(answer -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    private void begin(Function<Supplier<ResponseDefinitionBuilder>, ResponseDefinitionBuilder> what) {
        effect = what;
        faults.accept(this);
    }

    /** Whether this goes wrong with {@code call}, which is then one less to come. */
    boolean take(ApiCall call) {
        boolean meant = left > 0
                && (method == null
                        || method.equals(call.method())
                                && path.matcher(call.path()).matches());
        left -= meant ? 1 : 0;
        return meant;
    }

    ResponseDefinitionBuilder answer(Supplier<ResponseDefinitionBuilder> vendorsAnswer) {
        return effect.apply(vendorsAnswer);
    }
}
