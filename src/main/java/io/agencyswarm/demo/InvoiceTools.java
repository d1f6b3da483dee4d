package io.agencyswarm.demo;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** A billing system with two invoices. */
@Singleton
class InvoiceTools {

    private static final Map<Integer, Invoice> INVOICES = Map.of(
            1001,
                    new Invoice(
                            1001,
                            new BigDecimal("49.90"),
                            LocalDate.of(2026, 12, 1).toString(),
                            false),
            1002,
                    new Invoice(
                            1002,
                            new BigDecimal("12.00"),
                            LocalDate.of(2026, 11, 1).toString(),
                            true));

    /** An invoice of the billing system. */
    record Invoice(int number, BigDecimal euros, String dueOn, boolean paid) {}

    @Tool("Looks up an invoice.")
    Invoice findInvoice(@P("The invoice's number.") int number) {
        Invoice invoice = INVOICES.get(number);
        if (invoice == null) {
            throw new IllegalArgumentException("There is no invoice " + number + "; known ones are 1001 and 1002.");
        }
        return invoice;
    }
}
