using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Puts the parts of connections together.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>The parts of the connection of a resource, with others added; a part that both have is the other's.</summary>
    /// <param name="source">The resource.</param>
    /// <param name="additional">The others.</param>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(
        this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(additional);
        var properties = new OrderedDictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
        {
            properties[name] = value;
        }

        return properties;
    }
}
