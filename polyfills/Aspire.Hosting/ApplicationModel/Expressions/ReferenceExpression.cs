using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A text with holes for values that are known only once the application runs, e.g. a connection string over an endpoint and a password.
/// Write it as an interpolated string: <c>ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};Password={password}")</c>.
/// </summary>
[DebuggerDisplay("ReferenceExpression = {ValueExpression}, Providers = {ValueProviders.Count}")]
public partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The empty text.</summary>
    public static readonly ReferenceExpression Empty = new("", [], [], []);

    private ReferenceExpression(
        string format, IReadOnlyList<IValueProvider> valueProviders, IReadOnlyList<string> manifestExpressions, IReadOnlyList<string?> stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        StringFormats = stringFormats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this("", [], [], [])
    {
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
    }

    /// <summary>The text as a composite format string; empty for a conditional expression.</summary>
    public string Format { get; }

    /// <summary>The values for the holes of <see cref="Format"/>.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The symbolic forms of <see cref="ValueProviders"/>.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>How each value is encoded: null for as it is, <c>uri</c> for percent-encoded.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>Whether this is one of two expressions, chosen by a value.</summary>
    public bool IsConditional => Condition is not null;

    /// <summary>The value that chooses.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>What <see cref="Condition"/> is compared with, regardless of case.</summary>
    public string? MatchValue { get; }

    /// <summary>The expression if the values match.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>The expression if they differ.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <summary>The text with the symbolic forms in the holes.</summary>
    public string ValueExpression => WhenTrue is null
        ? string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions])
        : WhenTrue.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => Condition is null ? ValueProviders : [Condition, WhenTrue!, WhenFalse!];

    /// <summary>Makes an expression from an interpolated string.</summary>
    /// <param name="handler">The interpolated string.</param>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    /// <summary>Makes an expression that is one of two.</summary>
    /// <param name="condition">The value that chooses.</param>
    /// <param name="matchValue">What it is compared with, regardless of case.</param>
    /// <param name="whenTrue">The expression if they match.</param>
    /// <param name="whenFalse">The expression if they differ.</param>
    public static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) =>
        new(condition, matchValue, whenTrue, whenFalse);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (Condition is not null)
        {
            var value = await Condition.GetValueAsync(context, cancellationToken);
            var chosen = string.Equals(value, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
            return await chosen.GetValueAsync(context, cancellationToken);
        }

        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Encode(await ValueProviders[i].GetValueAsync(context, cancellationToken), StringFormats[i]);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    internal static string? Encode(string? value, string? format) => format?.ToUpperInvariant() switch
    {
        null => value,
        "URI" => Uri.EscapeDataString(value ?? ""),
        _ => throw new FormatException($"The format '{format}' is not supported. Supported formats are: 'uri'."),
    };

    internal static ReferenceExpression From(
        string format, IReadOnlyList<IValueProvider> valueProviders, IReadOnlyList<string> manifestExpressions, IReadOnlyList<string?> stringFormats) =>
        format.Length == 0 ? Empty : new(format, valueProviders, manifestExpressions, stringFormats);
}
