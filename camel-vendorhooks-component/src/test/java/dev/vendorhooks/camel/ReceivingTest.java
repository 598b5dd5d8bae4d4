package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.vendor.glossi.GlossiEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ReceivingTest {

    private static final String SECRET = "whsec_demo";
    private static final byte[] BODY =
            """
            {"event":"model.processed","timestamp":"2025-01-15T10:30:00.000Z","data":{"modelId":"m-1","name":"Chair"}}"""
                    .getBytes(UTF_8);

    @Test
    void handsTheRouteAnAuthenticEvent() throws Exception {
        List<Exchange> received = new CopyOnWriteArrayList<>();
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:glossi?secret=" + SECRET).process(e -> received.add(e.copy()));
            }
        })) {
            HttpResponse<String> ok =
                    server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY));
            System.out.println(ok + " " + ok.headers().map() + "[" + ok.body() + "]");
            HttpResponse<String> bad =
                    server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex("no", "", BODY));
            System.out.println(bad + " " + bad.headers().map() + "[" + bad.body() + "]");
            Exchange e = received.get(0);
            System.out.println(e.getMessage().getHeaders() + " " + e.getMessage().getBody());
            System.out.println(e.getMessage().getBody(String.class));
            System.out.println(e.getMessage().getBody(java.util.Map.class));
            System.out.println(e.getFromEndpoint() + " " + e.getFromRouteId());
            for (String ct : List.of("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
                var rq = java.net.http.HttpRequest.newBuilder(server.uri("/webhooks/glossi")).POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(BODY)).header("X-Glossi-Signature", Signer.hex(SECRET, "", BODY));
                if (!ct.isEmpty()) rq.header("Content-Type", ct);
                var rs = WebhookServer.send(rq);
                System.out.println(ct + " " + rs + rs.headers().map() + "[" + rs.body() + "]");
            }
            for (String m : List.of("GET", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE")) {
                var rs = WebhookServer.send(java.net.http.HttpRequest.newBuilder(server.uri("/webhooks/glossi")).method(m, java.net.http.HttpRequest.BodyPublishers.noBody()));
                System.out.println(m + " " + rs + rs.headers().map() + "[" + rs.body() + "]");
            }
            server.context().getRouteController().suspendRoute(server.context().getRoutes().get(0).getId());
            System.out.println("suspended " + server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY)));
            server.context().getRouteController().resumeRoute(server.context().getRoutes().get(0).getId());
            System.out.println("resumed " + server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY)));
            server.context().getRouteController().stopRoute(server.context().getRoutes().get(0).getId());
            System.out.println("stopped " + server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY)));
            server.context().getRouteController().startRoute(server.context().getRoutes().get(0).getId());
            System.out.println("restarted " + server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY)));
            String id = server.context().getRoutes().get(0).getId();
            server.context().getRouteController().stopRoute(id);
            server.context().removeRoute(id);
            System.out.println("removed " + server.post("/webhooks/glossi", BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY)));
            assertThat(e.getMessage().getBody()).isInstanceOf(GlossiEvent.ModelProcessed.class);
        }
    }
}
