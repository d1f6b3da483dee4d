package io.agencyswarm.http.docs;

import io.agencyswarm.request.RequestLog;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A path template, copied for one agency or tool. The copies share the parts that do not differ.
 *
 * @param item the copy
 */
record OpenApiTemplates(PathItem item) {

    private static final Set<String> NAMES = Set.of("agency", "tool");

    /** Returns a copy without the parameters of the template, and without the log header if logging is disabled. */
    static OpenApiTemplates copy(PathItem template, boolean logging) {
        PathItem item = OASFactory.createPathItem();
        template.getOperations().forEach((method, operation) -> item.setOperation(method, copy(operation, logging)));
        return new OpenApiTemplates(item);
    }

    /** Changes every operation of the copy. */
    OpenApiTemplates each(Consumer<Operation> change) {
        item.getOperations().values().forEach(change);
        return this;
    }

    private static Operation copy(Operation template, boolean logging) {
        return OASFactory.createOperation()
                .operationId(template.getOperationId())
                .tags(template.getTags())
                .summary(template.getSummary())
                .description(template.getDescription())
                .parameters(parameters(template, logging))
                .requestBody(template.getRequestBody())
                .responses(template.getResponses());
    }

    private static @Nullable List<Parameter> parameters(Operation template, boolean logging) {
        if (template.getParameters() == null) {
            return null;
        }
        List<Parameter> parameters = template.getParameters().stream()
                .filter(parameter -> parameter.getIn() != Parameter.In.PATH || !NAMES.contains(parameter.getName()))
                .filter(parameter -> logging || !RequestLog.HEADER.equals(parameter.getName()))
                .toList();
        return parameters.isEmpty() ? null : parameters;
    }
}
