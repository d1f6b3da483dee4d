package com.example.shop;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

/** The shop's stock, from its own database. */
@Path("/stock")
public class StockResource {

    private final DataSource database;
    private final Clock clock;

    @Inject
    StockResource(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One article. */
    public record Article(String articleName, int piecesLeft, String comment, Instant countedAt) {}

    /** Returns the number of pieces of an article in stock. */
    @GET
    @Path("/{name}")
    public Article article(@PathParam("name") String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT CAST(? AS VARCHAR), 3 + 4")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Article(row.getString(1), row.getInt(2), null, clock.instant());
            }
        }
    }

    /** Always fails. */
    @POST
    @Path("/{name}/sale")
    public Article sell(@PathParam("name") String name) {
        throw new SoldOutException(name);
    }
}
