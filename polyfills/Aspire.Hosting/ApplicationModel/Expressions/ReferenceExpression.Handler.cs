using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpression
{
    /// <summary>Collects the parts of an interpolated string; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Starts an empty expression.</summary>
        /// <param name="literalLength">The length of the text outside the holes.</param>
        /// <param name="formattedCount">The number of holes.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            _builder = new ReferenceExpressionBuilder(literalLength, formattedCount);

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds a text that is known now.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds a text that is known now, encoded.</summary>
        /// <param name="value">The text.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted(string? value, string? format = null) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">The type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);

        /// <summary>Adds a value, encoded.</summary>
        /// <typeparam name="T">The type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds the value of a resource: a parameter, a connection string.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource);

        /// <summary>Adds the value of a resource, encoded.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        /// <param name="format">How it is encoded: <c>uri</c>.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);

        /// <summary>Not allowed: an encoded expression inside another.</summary>
        /// <param name="valueProvider">The inner expression.</param>
        /// <param name="format">The encoding.</param>
        [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) => _builder.AppendValueProvider(valueProvider, format);

        internal ReferenceExpression ToExpression() => _builder.Build();
    }
}
