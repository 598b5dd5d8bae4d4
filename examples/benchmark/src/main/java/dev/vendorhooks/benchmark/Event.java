package dev.vendorhooks.benchmark;

import java.util.Locale;

/** The events that are sent: 1,024 bytes of JSON, of which the vendor documents a part, and a large one. */
enum Event {
    /** Four members become a record's components; the vendor documents no others, so the rest is skipped. */
    USER(
            """
            {"id":"evt_%012d","type":"user.updated","created_at":"2026-01-01T12:00:00Z","data":{"id":"usr_5812",\
            "name":"Ada Example","email":"ada@example.com","status":"active","locale":"en-GB","time_zone":\
            "Europe/London","verified":true,"logins":128,"last_login_at":"2025-12-31T23:59:59Z","address":{"street":\
            "1 Example Road","city":"London","postcode":"N1 1AA","country":"GB"},"teams":[{"id":"tea_12","role":\
            "editor"},{"id":"tea_31","role":"viewer"}],"tags":["design","early"],"plan":{"name":"team","seats":25,\
            "renews_at":"2026-06-01T00:00:00Z","trial":false},"avatar":"https://files.example.com/usr_5812/face.png",\
            "manager":null,"about":"%s"}}""",
            1_024),

    /** The vendor documents no member but the id, so all others end up in maps: the most there is to bind. */
    PROJECT(
            """
            {"id":"prj_%012d","type":"project.updated","created_at":"2026-01-01T12:00:00Z","data":{"id":"prj_5812",\
            "name":"Autumn catalogue","status":"in_review","owner":{"id":"usr_77","name":"Ada Example","email":\
            "ada@example.com"},"members":[{"id":"usr_12","role":"editor"},{"id":"usr_31","role":"viewer"}],"tags":\
            ["furniture","spring","priority"],"progress":0.64,"revision":18,"archived":false,"due_at":null,"files":\
            [{"id":"fil_1","name":"chair.glb","size":1048576,"url":"https://files.example.com/fil_1/chair.glb"},\
            {"id":"fil_2","name":"table.usdz","size":2097152,"url":"https://files.example.com/fil_2/table.usdz"}],\
            "description":"%s"}}""",
            1_024),

    /** Nearly as large as is accepted by default. */
    FILE(
            """
            {"id":"fil_%012d","type":"file.uploaded","created_at":"2026-01-01T12:00:00Z","data":{"content":"%s"}}""",
            1_000_000);

    private final String template;
    private final String padding;

    Event(String template, int length) {
        this.template = template;
        this.padding = "x".repeat(length - json(0, "").length());
    }

    /** The JSON of the event with that number, in ASCII. */
    String json(long number) {
        return json(number, padding);
    }

    private String json(long number, String text) {
        return String.format(Locale.ROOT, template, number, text);
    }
}
