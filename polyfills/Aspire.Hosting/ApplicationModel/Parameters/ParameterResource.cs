namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside the model: from configuration, from user secrets, or generated.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <summary>Describes a value.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="callback">Gives the value, or the default if there is one; called once.</param>
    /// <param name="secret">Whether it is masked.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Secret = secret;
        _value = new Lazy<string>(() => callback(Default));
    }

    /// <summary>Whether it is masked.</summary>
    public bool Secret { get; }

    /// <summary>Gives a value where none was given.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>What the value is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>Whether the value is a connection string, read from <c>ConnectionStrings</c> instead of <c>Parameters</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">It was not given and has no default.</exception>
    [Obsolete("Use GetValueAsync for async access or pass the ParameterResource directly to methods that accept it (e.g., environment variables).")]
    public string Value => _value.Value;

    /// <inheritdoc />
    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <summary>Gives the value.</summary>
    /// <param name="cancellationToken">Not used: the value is there at once or never.</param>
    /// <exception cref="MissingParameterValueException">It was not given and has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);

    /// <summary>Gives the value.</summary>
    /// <param name="_">Not used: everybody sees the same value.</param>
    /// <param name="cancellationToken">Not used: the value is there at once or never.</param>
    /// <exception cref="MissingParameterValueException">It was not given and has no default.</exception>
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => new(_value.Value);
}

/// <summary>Gives a value where none was given.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes the value.</summary>
    public abstract string GetDefaultValue();
}
