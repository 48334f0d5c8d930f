using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds a <see cref="ReferenceExpression"/> piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format;
    private readonly List<IValueProvider> _valueProviders;
    private readonly List<string> _manifestExpressions;
    private readonly List<string?> _stringFormats;

    /// <summary>Starts an empty expression.</summary>
    public ReferenceExpressionBuilder() : this(literalLength: 0, formattedCount: 0)
    {
    }

    internal ReferenceExpressionBuilder(int literalLength, int formattedCount)
    {
        _format = new StringBuilder(literalLength + (formattedCount * 3));
        _valueProviders = new(formattedCount);
        _manifestExpressions = new(formattedCount);
        _stringFormats = new(formattedCount);
    }

    /// <summary>Whether nothing has been added.</summary>
    public bool IsEmpty => _format.Length == 0;

    /// <summary>Adds an interpolated string.</summary>
    /// <param name="handler">The interpolated string; it has been added while it was built.</param>
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
        // The handler was given this builder and has filled it.
    }

    /// <summary>Adds text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value) => _format.Append(value.Replace("{", "{{").Replace("}", "}}"));

    /// <summary>Adds a text that is known now.</summary>
    /// <param name="value">The text.</param>
    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    /// <summary>Adds a text that is known now, encoded.</summary>
    /// <param name="value">The text.</param>
    /// <param name="format">How it is encoded: <c>uri</c>.</param>
    public void AppendFormatted(string? value, string? format = null) => AppendLiteral(ReferenceExpression.Encode(value, format) ?? "");

    /// <summary>Adds a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, format: null);

    /// <summary>Adds a value, encoded.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    /// <param name="format">How it is encoded: <c>uri</c>.</param>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider
    {
        ArgumentNullException.ThrowIfNull(valueProvider);
        _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
        _valueProviders.Add(valueProvider);
        _manifestExpressions.Add(valueProvider.ValueExpression);
        _stringFormats.Add(format);
    }

    /// <summary>Not allowed: an encoded expression inside another.</summary>
    /// <param name="valueProvider">The inner expression.</param>
    /// <param name="format">The encoding.</param>
    [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
    public void AppendFormatted(ReferenceExpression valueProvider, string format) => AppendValueProvider(valueProvider, format);

    /// <summary>Adds a value whose type is known only at run time.</summary>
    /// <param name="valueProvider">A text, or a value with a symbolic form.</param>
    /// <param name="format">How it is encoded: <c>uri</c>.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        switch (valueProvider)
        {
            case string text:
                AppendFormatted(text, format);
                break;
            case IResourceBuilder<IResource> { Resource: IExpressionValue resource }:
                AppendFormatted(resource, format);
                break;
            case IExpressionValue value:
                AppendFormatted(value, format);
                break;
            case IValueProvider value and IManifestExpressionProvider expression:
                AppendFormatted(new ValueWithExpression(value, expression), format);
                break;
            default:
                throw new ArgumentException($"A value of type '{valueProvider.GetType()}' cannot be part of an expression.", nameof(valueProvider));
        }
    }

    /// <summary>Makes the expression.</summary>
    public ReferenceExpression Build() =>
        ReferenceExpression.From(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _stringFormats]);

    /// <summary>Adds the parts of an interpolated string to a builder; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Starts an interpolated string.</summary>
        /// <param name="literalLength">The length of the text outside the holes.</param>
        /// <param name="formattedCount">The number of holes.</param>
        /// <param name="builder">What it is added to.</param>
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder) =>
            _builder = builder;

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds a text that is known now.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds a text that is known now, encoded.</summary>
        /// <param name="value">The text.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">The type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);

        /// <summary>Adds a value, encoded.</summary>
        /// <typeparam name="T">The type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds the value of a resource.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource);

        /// <summary>Adds the value of a resource, encoded.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);

        /// <summary>Not allowed: an encoded expression inside another.</summary>
        /// <param name="valueProvider">The inner expression.</param>
        /// <param name="format">The encoding.</param>
        [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) => _builder.AppendValueProvider(valueProvider, format);
    }

    private sealed class ValueWithExpression(IValueProvider value, IManifestExpressionProvider expression) : IExpressionValue, IValueWithReferences
    {
        public string ValueExpression => expression.ValueExpression;

        public IEnumerable<object> References => [value];

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => value.GetValueAsync(cancellationToken);

        public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
            value.GetValueAsync(context, cancellationToken);
    }
}
