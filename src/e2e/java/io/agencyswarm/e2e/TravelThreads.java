package io.agencyswarm.e2e;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Request;
import io.agencyswarm.item.Json;

/** Threads of the agency travel, as the playground and other clients have them. */
final class TravelThreads {

    private TravelThreads() {}

    /** The thread that a request of the playground names. */
    static String of(Request sent) {
        return Json.readOwn(sent.postDataBuffer()).path("thread_id").asText();
    }

    /** Another client begins a run in a thread that is free. */
    static void beginRun(String thread, String message) {
        given().contentType("application/json")
                .body(Json.object()
                        .put("message", message)
                        .put("thread_id", thread)
                        .put("background", true)
                        .toString())
                .post("/travel/get_response")
                .then()
                .statusCode(202);
    }
}
