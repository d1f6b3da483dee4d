package com.example.shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** The application's own endpoints work as without the jar, and the agencies as in other applications. */
@QuarkusTest
class ShopTest {

    @Test
    void page_atTheRoot_isTheShops() {
        given().get("/").then().statusCode(200).body(containsString("Welcome to the shop"));
        given().get("/doorbell").then().statusCode(200).body(equalTo("ding"));
    }

    @Test
    void pages_whereTheServiceHasPagesToo_areTheShops() {
        given().get("/playground").then().statusCode(200).body(equalTo("slides and swings"));
        given().redirects().follow(false).get("/redoc").then().statusCode(200).body(equalTo("to the docks"));
        given().get("/forum/threads").then().statusCode(200).body(equalTo("pens and paper"));
        given().get("/tool/hammer").then().statusCode(200).body(equalTo("a hammer"));
        given().get("/redoc/").then().body(not(containsString("<redoc")));
    }

    @Test
    void resource_ofTheShop_writesAsTheShopsMapperDoes() {
        given().get("/stock/pen")
                .then()
                .statusCode(200)
                .header("X-Open", "9-17")
                .body("article_name", is("pen"))
                .body("pieces_left", is(7))
                .body("counted_at", is("1970-01-01T00:00:00Z"))
                .body("$", not(hasKey("comment")));
    }

    @Test
    void errors_ofTheShop_haveItsForm() {
        given().get("/nothing")
                .then()
                .statusCode(404)
                .contentType(ContentType.HTML)
                .body(equalTo("<h1>Not in this shop</h1>"));
        given().post("/stock/pen/sale").then().statusCode(409).body(equalTo("pen is sold out"));
        given().delete("/stock/pen").then().statusCode(405).body(not(containsString("detail")));
    }

    @Test
    void origins_ofTheShop_areItsOwn() {
        given().header("Origin", "https://shop.example")
                .get("/stock/pen")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example");
        given().header("Origin", "https://other.example")
                .get("/stock/pen")
                .then()
                .statusCode(403);
    }

    @Test
    void document_ofTheShop_saysOfTheShopWhatItSaid() {
        document()
                .body("info.title", is("The shop"))
                .body("info.description", is("What the shop has."))
                .body("security", nullValue())
                .body("paths.'/stock/{name}'.get.security", nullValue())
                .body("paths.'/stock/{name}'.get.responses", not(hasKey("401")))
                .body("components.schemas", hasKey("Article"));
    }

    @Test
    void document_ofTheShop_hasTheAgenciesUnderTheirToken() {
        document()
                .body("paths.'/help/get_response'.post.security[0]", hasKey("bearerAuth"))
                .body("paths.'/help/get_response'.post.responses", hasKey("401"));
    }

    @Test
    void health_ofTheShop_isItsOwn() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", is("UP"))
                .body("checks.name", hasItem("shop"));
        given().get("/q/health").then().body("checks.name", hasItems("shop"));
    }

    /** The shop's own settings do not affect clients of the agencies. */
    @Test
    void answers_ofTheAgencies_areInTheirOwnForm() {
        ask("{\"message\": \"text Hi\"}")
                .statusCode(200)
                .body("response", is("Hi"))
                .body("new_messages[0]", hasKey("callerAgent"))
                .body("usage", hasKey("input_tokens"));
        ask("{}").statusCode(422).body("detail[0]", hasKey("loc"));
        agencies().get("/help/get_metadata").then().statusCode(200).body("nodes[0].data", hasKey("isEntryPoint"));
        agencies().get("/nobody/get_metadata").then().statusCode(404).body("$", hasKey("detail"));
        given().get("/help/get_metadata").then().statusCode(401).body("$", hasKey("detail"));
    }

    private static RequestSpecification agencies() {
        return given().header("Authorization", "Bearer for-the-agencies");
    }

    private static ValidatableResponse ask(String body) {
        return agencies()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/help/get_response")
                .then();
    }

    private static ValidatableResponse document() {
        return given().accept(ContentType.JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200);
    }
}
