package dev.vendorhooks.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.vendor.Vendor;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A vendor's webhooks as OpenAPI: what it sends, and what it is answered. */
final class WebhookDocument {

    private static final String SECURITY = "signature";
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    private static final Map<String, String> ANSWERS = answers();

    private final HmacScheme scheme;
    private final Map<String, String> exampleHeaders;
    private final OpenAPI document;

    WebhookDocument(String name, Vendor vendor, Instant exampleTime) {
        this.scheme = (HmacScheme) vendor.signatures();
        this.exampleHeaders = scheme.sign(new byte[0], "", exampleTime, Secret.of("secret", scheme.keyFormat()));
        this.document = new OpenAPI(SpecVersion.V31)
                .openapi("3.1.0")
                .info(new Info()
                        .title("Webhooks of " + name)
                        .version("1")
                        .description("What vendorhook:" + name + " receives and sends. The vendor may send other"
                                + " events, and other members of these: this is what is known."))
                .webhooks(new LinkedHashMap<>())
                .components(components())
                .addSecurityItem(new SecurityRequirement().addList(SECURITY));
    }

    /** @param schema where the schema of the event lies, as seen from this document */
    void add(String type, String schema, JsonNode example) {
        MediaType json = new MediaType()
                .schema(new JsonSchema().$ref(schema))
                .addExamples("sample", new Example().value(example));
        Operation operation = new Operation()
                .operationId(type.replaceAll("\\W", "_"))
                .summary(type)
                .requestBody(
                        new RequestBody().required(true).content(new Content().addMediaType("application/json", json)))
                .responses(responses());
        document.getComponents()
                .getParameters()
                .keySet()
                .forEach(header ->
                        operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + header)));
        document.getWebhooks().put(type, new PathItem().post(operation));
    }

    JsonNode json() {
        try {
            return Json31.mapper().readTree(Json31.mapper().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Components components() {
        Components components = new Components().parameters(new LinkedHashMap<>());
        exampleHeaders.forEach((header, example) -> {
            boolean isSignature = SIGNATURE.matcher(example).find();
            components.addParameters(header, isSignature ? signature(header, example) : timestamp(header, example));
            if (isSignature) {
                components.addSecuritySchemes(
                        SECURITY,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name(header)
                                .description("HMAC-SHA256 over " + scheme.content() + signed(header)
                                        + ". The body counts byte by byte as it is sent. The key is the webhook's"
                                        + " secret, " + key() + "."));
            }
        });
        ANSWERS.forEach(
                (status, description) -> components.addResponses(status, new ApiResponse().description(description)));
        components
                .getResponses()
                .get("503")
                .addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("In seconds.")
                                .schema(new JsonSchema().types(Set.of("integer")))
                                .example(10));
        return components;
    }

    /** Where what is signed beside the body stands. */
    private String signed(String signatureHeader) {
        if (!scheme.content().toString().contains("{timestamp}")) {
            return "";
        }
        return exampleHeaders.keySet().stream()
                .filter(header -> !header.equals(signatureHeader))
                .findAny()
                .map(header -> ", where {timestamp} is the text of " + header)
                .orElse(", where {timestamp} is the text of the time in this header");
    }

    private String key() {
        return switch (scheme.keyFormat()) {
            case UTF8 -> "as its text in UTF-8";
            case BASE64 -> "decoded from Base64";
            case HEX -> "decoded from hexadecimal";
            case WHSEC -> "decoded from Base64 after whsec_";
        };
    }

    private Parameter signature(String header, String example) {
        Schema<?> schema = new JsonSchema().types(Set.of("string"));
        boolean isAlone = SIGNATURE.matcher(example).matches();
        boolean orBase64 = scheme.encoding() == Encoding.HEX_OR_BASE64;
        if (isAlone) {
            schema.pattern(orBase64 ? "^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$" : "^[0-9a-fA-F]{64}$");
        }
        return header(header, example)
                .description((isAlone
                                ? "The signature, in hexadecimal"
                                : "The time and the signature, written as in the example, in hexadecimal")
                        + (orBase64 ? " or in Base64." : "."))
                .schema(schema);
    }

    private static Parameter timestamp(String header, String example) {
        return header(header, example)
                .description("When the request was signed, as ISO-8601. It is UTC where it names no zone.")
                .schema(new JsonSchema().types(Set.of("string")));
    }

    private static Parameter header(String name, String example) {
        return new Parameter().in("header").name(name).required(true).example(example);
    }

    private static ApiResponses responses() {
        ApiResponses responses = new ApiResponses();
        ANSWERS.keySet()
                .forEach(status ->
                        responses.addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + status)));
        return responses;
    }

    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("200", "Routed; or routed before; or of a type that the endpoint leaves out.");
        answers.put("400", "Authentic, but not one whole JSON object.");
        answers.put("401", "The signature is missing, malformed, wrong or too old.");
        answers.put("405", "Not a POST.");
        answers.put("413", "The body is too large.");
        answers.put("415", "The body is a form, multipart or compressed.");
        answers.put("500", "The route failed: deliver again.");
        answers.put("503", "The event is being routed, or nothing can be routed right now: deliver again.");
        return answers;
    }
}
