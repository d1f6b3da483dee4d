package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Type;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;

/** Names properties in violations by their JSON names, which models and clients know. */
final class JsonNames implements PropertyNodeNameProvider {

    @Override
    public String getName(Property property) {
        return property instanceof JavaBeanProperty bean
                ? name(bean.getDeclaringClass(), property.getName())
                : property.getName();
    }

    private static String name(Type declaring, String name) {
        JavaType type = ToolJson.MAPPER.constructType(declaring);
        return ToolJson.MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(property -> property.getInternalName().equals(name))
                .map(BeanPropertyDefinition::getName)
                .findFirst()
                .orElse(name);
    }
}
