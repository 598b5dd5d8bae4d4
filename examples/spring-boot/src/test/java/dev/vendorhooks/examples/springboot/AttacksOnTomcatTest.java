package dev.vendorhooks.examples.springboot;

import dev.vendorhooks.test.AttackContract;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The attacks on Spring Boot, whose engine is Tomcat, with the example's settings; only the times are shorter. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.tomcat.connection-timeout=2s",
            "server.tomcat.keep-alive-timeout=2s",
            "camel.vendorhook.body-timeout=2s"
        })
class AttacksOnTomcatTest extends AttackContract {

    @LocalServerPort
    private int port;

    @Autowired
    private CamelContext camelContext;

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected CamelContext camelContext() {
        return camelContext;
    }

    @Override
    protected String secret() {
        return "generic-demo";
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(2);
    }

    /** Tomcat's time-out begins anew with each byte. */
    @Override
    protected boolean endsTricklingHeads() {
        return false;
    }
}
