using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks attributes of parameters that take names of the model.</summary>
public interface IModelNameParameter;

/// <summary>Marks a parameter that takes the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;

/// <summary>Marks a parameter that takes the name of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter;

/// <summary>The rule for names of resources and endpoints: they become host names and parts of environment variables.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    public static void Validate(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!TryValidate(kind, name, out var reason))
        {
            throw new ArgumentException(reason, nameof(name));
        }
    }

    private static bool TryValidate(string kind, string name, [NotNullWhen(false)] out string? reason)
    {
        reason = name switch
        {
            { Length: < 1 or > MaxLength } => $"must be between 1 and {MaxLength} characters long",
            _ when !char.IsAsciiLetter(name[0]) => "must start with an ASCII letter",
            _ when name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') => "must contain only ASCII letters, digits, and hyphens",
            _ when name.Contains("--", StringComparison.Ordinal) => "cannot contain consecutive hyphens",
            _ when name[^1] == '-' => "cannot end with a hyphen",
            _ => null,
        };
        if (reason is not null)
        {
            reason = $"{kind} name '{name}' is invalid. Name {reason}.";
        }

        return reason is null;
    }
}
